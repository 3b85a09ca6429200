package dev.millrace.scheduler.catalog;

import java.time.Instant;

/**
 * One immutable state of a project's files, without the files.
 *
 * @param size of all files together, in bytes
 * @param createdAt when it came to this project
 */
public record Snapshot(Digest digest, int fileCount, long size, Instant createdAt) {}
