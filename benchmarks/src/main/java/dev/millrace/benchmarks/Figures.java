package dev.millrace.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, in the order of measuring, rounded to three digits behind the point. */
final class Figures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Keeps a figure and says it at once: a benchmark that is cut off has told what it knew. */
  void add(String name, double value) {
    values.put(name, Math.round(value * 1000) / 1000.0);
    System.out.println(String.format(Locale.ROOT, "  %-28s %,12.3f", name, value));
  }

  /** One flat object. */
  String json() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(values);
  }
}
