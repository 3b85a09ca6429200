/**
 * Outputs of notebooks that the application does not show itself: one page per output, in a
 * sandbox, at a signed and short-lived address.
 *
 * <p>Trusts nothing that a notebook made; knows outputs as JSON and no run. A newcomer starts at
 * {@code FrameController}.
 */
@NullMarked
package dev.millrace.api.frames;

import org.jspecify.annotations.NullMarked;
