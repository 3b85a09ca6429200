package dev.millrace.scheduler.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * A file that a completion publishes; its blob is stored already.
 *
 * @param path relative to the project's root
 * @param digest sha256 of its content, lower-case hex
 * @param size bytes
 * @param mediaType null: unknown
 */
public record PublishedArtifact(
    String path, String digest, long size, @Nullable String mediaType) {}
