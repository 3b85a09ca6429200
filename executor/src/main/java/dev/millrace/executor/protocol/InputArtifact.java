package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file that an upstream step published and this attempt may see.
 *
 * @param path from the project's root, with {@code /}
 * @param digest sha256 of its bytes, lower-case hex
 * @param size bytes
 * @param mode {@code 0644} or {@code 0755}; null means {@code 0644}
 * @param producer id of the step that published it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InputArtifact(
    String path, String digest, long size, @Nullable String mode, String producer) {}
