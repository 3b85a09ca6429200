package dev.millrace.cli.command;

import dev.millrace.dsl.NonFinite;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a parameter's value as people type it: JSON where it is JSON, else the text itself. */
final class ParameterText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Keeps 1e400 as it was typed, so that the server can refuse it, but not the sign of -0.0. */
  private static final JsonMapper UNBOUNDED =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ParameterText() {}

  /**
   * {@code 3}, {@code true}, {@code [1,2]} and {@code "a"} are JSON; {@code eu} and {@code
   * 2026-11-21} are strings.
   */
  static JsonNode parse(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      if (value.isMissingNode()) {
        return JSON.getNodeFactory().stringNode(text);
      }
      return NonFinite.encoded(value) == value ? value : UNBOUNDED.readTree(text);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(text);
    }
  }
}
