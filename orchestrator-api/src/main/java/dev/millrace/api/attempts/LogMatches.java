package dev.millrace.api.attempts;

import java.util.List;

/**
 * The lines of a log that contain a text.
 *
 * @param count how many do
 * @param lines their numbers, from 1, at most the first thousand
 */
record LogMatches(int count, List<Integer> lines) {}
