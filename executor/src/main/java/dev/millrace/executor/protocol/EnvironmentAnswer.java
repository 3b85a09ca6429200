package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link EnvironmentRequest}.
 *
 * @param freeze the lock that counts; null when none is recorded yet (only after asking without
 *     one)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvironmentAnswer(@Nullable String freeze) {}
