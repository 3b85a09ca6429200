/** Tests of package idempotency over HTTP. */
@NullMarked
package dev.millrace.api.idempotency;

import org.jspecify.annotations.NullMarked;
