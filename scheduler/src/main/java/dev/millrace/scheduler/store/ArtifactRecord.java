package dev.millrace.scheduler.store;

import org.jspecify.annotations.Nullable;

/**
 * A file that an attempt published.
 *
 * @param path relative to the project's root
 * @param digest sha256 of its content, lower-case hex
 * @param size bytes
 * @param mediaType null: unknown
 */
public record ArtifactRecord(String path, String digest, long size, @Nullable String mediaType) {}
