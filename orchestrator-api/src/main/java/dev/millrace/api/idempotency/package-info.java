/**
 * Repeating a write safely: a request with an {@code Idempotency-Key} is done once, and its answer
 * is given again.
 *
 * <p>Knows HTTP, the caller and one table. A newcomer starts at {@code IdempotentHandlerAdapter}.
 */
@NullMarked
package dev.millrace.api.idempotency;

import org.jspecify.annotations.NullMarked;
