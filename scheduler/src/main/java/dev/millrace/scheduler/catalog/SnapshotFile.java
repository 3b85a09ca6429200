package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.catalog.files.FileMode;

/**
 * One file of a snapshot.
 *
 * @param path from the project's root, by the path rules
 * @param mode whether it may be executed
 * @param digest of its content
 * @param size in bytes
 */
public record SnapshotFile(String path, FileMode mode, Digest digest, long size) {}
