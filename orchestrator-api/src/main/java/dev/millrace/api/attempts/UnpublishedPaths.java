package dev.millrace.api.attempts;

import java.util.List;

/**
 * Files that an attempt wrote and did not publish.
 *
 * @param paths from the project's root, sorted; the worker reports the first 500
 */
record UnpublishedPaths(List<String> paths) {}
