package dev.millrace.scheduler.dispatch;

import java.util.UUID;

/**
 * A file that an upstream step published.
 *
 * @param path relative to the project's root
 * @param digest sha256 of its content, lower-case hex
 * @param size bytes
 * @param step id of the step that published it
 * @param attempt the attempt that published it
 */
public record InputArtifact(String path, String digest, long size, String step, UUID attempt) {}
