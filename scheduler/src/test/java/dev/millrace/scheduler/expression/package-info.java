/** Tests of expressions. Start at {@code StepExpressionsTest}. */
@NullMarked
package dev.millrace.scheduler.expression;

import org.jspecify.annotations.NullMarked;
