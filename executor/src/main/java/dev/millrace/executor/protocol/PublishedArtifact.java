package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file that an attempt publishes.
 *
 * @param path from the project's root, with {@code /}; never absolute, never with {@code ..}
 * @param digest sha256 of its bytes, lower-case hex; uploaded before the completion
 * @param size bytes
 * @param mode {@code 0644} or {@code 0755}; null means {@code 0644}
 * @param mediaType by its name; {@code application/octet-stream} when unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedArtifact(
    String path, String digest, long size, @Nullable String mode, String mediaType) {}
