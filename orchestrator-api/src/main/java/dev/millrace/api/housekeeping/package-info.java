/**
 * What the service tidies up by itself: a loop over chores, each of which can be done by hand.
 *
 * <p>Knows no chore; packages bring theirs as beans. A newcomer starts at {@link
 * dev.millrace.api.housekeeping.Chore}.
 */
@NullMarked
package dev.millrace.api.housekeeping;

import org.jspecify.annotations.NullMarked;
