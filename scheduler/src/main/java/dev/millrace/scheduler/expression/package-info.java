/**
 * CEL: compiles and checks the expressions of a Dag when it is saved, and evaluates them when a
 * step may start. It knows {@code dev.millrace.dsl}, Jackson and the CEL library, and nothing of
 * the database: what an expression may see is handed to it. Start reading at {@link
 * dev.millrace.scheduler.expression.DagExpressions}.
 */
@NullMarked
package dev.millrace.scheduler.expression;

import org.jspecify.annotations.NullMarked;
