package dev.millrace.executor.notebook;

import dev.millrace.dsl.NonFinite;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Values that cells publish as scrapbook does: display data of a type of its own, which carries a
 * name and the data.
 */
final class Scraps {
  private static final String PREFIX = "application/scrapbook.scrap.";

  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  /** Takes the values among these display data, as the kernel sent them. */
  synchronized void hear(JsonNode data) {
    data.properties()
        .forEach(
            entry -> {
              JsonNode scrap = entry.getValue();
              if (entry.getKey().startsWith(PREFIX) && scrap.path("name").isString()) {
                values.put(scrap.path("name").stringValue(), NonFinite.encoded(scrap.path("data")));
              }
            });
  }

  synchronized Map<String, JsonNode> values() {
    return new LinkedHashMap<>(values);
  }
}
