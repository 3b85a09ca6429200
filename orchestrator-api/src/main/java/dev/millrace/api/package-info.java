/**
 * The service: REST, live events, security and the web application, wired around the scheduler.
 *
 * <p>It may know every module below it; nothing below knows it. A newcomer starts at {@link
 * dev.millrace.api.MillraceServer} and then at {@code security.Requires}, the rule that every
 * endpoint carries.
 */
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
