/**
 * How a server does small work again and again in the background. It knows nothing of what the work
 * is. A newcomer starts at {@link dev.millrace.scheduler.loop.PacedLoop}.
 */
@NullMarked
package dev.millrace.scheduler.loop;

import org.jspecify.annotations.NullMarked;
