package dev.millrace.scheduler.dispatch;

/**
 * A file of an upstream step that the worker placed for an attempt.
 *
 * @param path where
 * @param digest sha256 of its content, lower-case hex
 * @param step id of the step that published it
 */
public record UsedInput(String path, String digest, String step) {}
