/**
 * What must hold of reading and writing definitions, good and bad.
 *
 * <p>Bad definitions are files under {@code bad-inputs/}, each beside its expected answer; the
 * number before a name is its row in the catalogue of bad inputs. A newcomer starts at {@code
 * BadInputsTest}.
 */
@NullMarked
package dev.millrace.dsl.codec;

import org.jspecify.annotations.NullMarked;
