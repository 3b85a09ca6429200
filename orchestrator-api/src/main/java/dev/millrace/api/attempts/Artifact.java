package dev.millrace.api.attempts;

import org.jspecify.annotations.Nullable;

/** A file that an attempt published; {@code size} in bytes. */
record Artifact(String path, String digest, long size, @Nullable String mediaType) {}
