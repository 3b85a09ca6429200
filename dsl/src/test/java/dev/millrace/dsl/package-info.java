/**
 * What must hold of the model itself.
 *
 * <p>The tests know only the model's public types. A newcomer starts at {@code DagGraphTest}.
 */
@NullMarked
package dev.millrace.dsl;

import org.jspecify.annotations.NullMarked;
