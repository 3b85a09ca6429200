package dev.millrace.api.attempts;

import java.util.List;

/**
 * Files that an attempt wrote and did not publish.
 *
 * @param paths from the project's root, sorted; the worker tells the first 500
 */
record KeptFiles(List<String> paths) {}
