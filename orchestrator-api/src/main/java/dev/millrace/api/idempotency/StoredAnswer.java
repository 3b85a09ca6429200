package dev.millrace.api.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept.
 *
 * @param body UTF-8 text; null when there was none
 */
record StoredAnswer(
    int status, @Nullable String contentType, @Nullable String location, @Nullable String body) {}
