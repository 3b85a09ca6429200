/**
 * Reads and writes Dags as YAML and JSON, with the place of everything that was written.
 *
 * <p>A text becomes a tree with positions ({@code SourceNode}), the tree becomes a Dag, and every
 * problem on the way is collected; writing goes the other way and leaves out what is a default. A
 * newcomer starts at {@code DagFiles}.
 */
@NullMarked
package dev.millrace.dsl.codec;

import org.jspecify.annotations.NullMarked;
