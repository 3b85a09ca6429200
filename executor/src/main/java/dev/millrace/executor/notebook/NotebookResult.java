package dev.millrace.executor.notebook;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What came of an execution.
 *
 * @param end how it ended
 * @param outputs the values the notebook published, by name; empty unless it succeeded
 * @param document the finished document
 * @param warnings all that {@link NotebookEvent.Warned} told
 * @param kernelAnswered whether the kernel came up, so a failure belongs to the cells and not to
 *     the start
 */
public record NotebookResult(
    NotebookEnd end,
    Map<String, JsonNode> outputs,
    NotebookDocument document,
    List<String> warnings,
    boolean kernelAnswered) {}
