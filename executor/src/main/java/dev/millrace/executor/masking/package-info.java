/**
 * Takes the values of secrets out of what steps print and publish.
 *
 * <p>It knows texts and JSON and nothing of kernels, steps or workers. It protects from accidents,
 * not from a notebook that wants to tell: whoever writes the code can always spell a value
 * differently. A newcomer starts at {@code Mask}.
 */
@NullMarked
package dev.millrace.executor.masking;

import org.jspecify.annotations.NullMarked;
