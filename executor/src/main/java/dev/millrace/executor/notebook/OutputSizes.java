package dev.millrace.executor.notebook;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Whether published values are small enough; those that scrapbook publishes never passed the
 * helper's own check.
 */
final class OutputSizes {
  private OutputSizes() {}

  static NotebookEnd check(
      Map<String, JsonNode> outputs, OutputLimits limits, NotebookEnd success) {
    for (Map.Entry<String, JsonNode> output : outputs.entrySet()) {
      int size = output.getValue().toString().getBytes(StandardCharsets.UTF_8).length;
      if (size > limits.valueBytes()) {
        return NotebookEnd.failed(
            FailureCause.USER,
            "OUTPUT_TYPE",
            "output '%s' has %d bytes; the limit is %d. Write it to a file and publish that as an artifact."
                .formatted(output.getKey(), size, limits.valueBytes()),
            null);
      }
    }
    return success;
  }
}
