/**
 * Links that show one report to whoever has them, without a login.
 *
 * <p>Every use is checked anew: the link, the project's setting and the rights of who made it. A
 * newcomer starts at {@code ShareLinks}; {@code SharedReportController} is what the world sees.
 */
@NullMarked
package dev.millrace.api.shares;

import org.jspecify.annotations.NullMarked;
