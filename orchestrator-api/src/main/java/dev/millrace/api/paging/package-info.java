/**
 * Lists in pages: a limit, an opaque cursor, and {@code {items, nextCursor}}.
 *
 * <p>Knows HTTP only. A newcomer takes {@link dev.millrace.api.paging.PageRequest} as a
 * controller's parameter and answers {@link dev.millrace.api.paging.Page}.
 */
@NullMarked
package dev.millrace.api.paging;

import org.jspecify.annotations.NullMarked;
