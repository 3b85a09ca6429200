package dev.millrace.client;

import java.nio.file.Path;

/**
 * One file of a project as it will be in the snapshot.
 *
 * @param path relative to the project's root, with forward slashes
 * @param file where its bytes are now
 * @param mode {@code 0755} for executables, else {@code 0644}
 * @param digest SHA-256 of the bytes, lower-case hex
 * @param size in bytes
 */
public record ProjectFile(String path, Path file, String mode, String digest, long size) {}
