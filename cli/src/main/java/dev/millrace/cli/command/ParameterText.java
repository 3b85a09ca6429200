package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.dsl.NonFinite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * The values by their names, in the order given.
   *
   * @param given each {@code NAME=VALUE}, as it stands on the command line
   * @throws CliException with everything that is wrong: no name, or one that is given twice
   */
  static Map<String, JsonNode> all(List<String> given) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Set<String> problems = new LinkedHashSet<>();
    for (String parameter : given) {
      int equals = parameter.indexOf('=');
      if (equals <= 0) {
        problems.add("-p %s: write it as NAME=VALUE".formatted(parameter));
      } else {
        String name = parameter.substring(0, equals);
        if (values.put(name, parse(parameter.substring(equals + 1))) != null) {
          problems.add("-p %s is given more than once; give it once".formatted(name));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new CliException(ExitCode.BAD_USAGE, String.join("\n  ", problems));
    }
    return values;
  }

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
      return NonFinite.encoded(value).equals(value) ? value : UNBOUNDED.readTree(text);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(text);
    }
  }
}
