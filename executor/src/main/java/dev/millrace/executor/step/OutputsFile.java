package dev.millrace.executor.step;

import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.PythonNames;
import dev.millrace.dsl.validation.JsonFlaws;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the values that a script or shell line published: lines {@code KEY=JSON}, the last of a key
 * counts. NaN and the infinities may be bare words; in the values they have the form of {@link
 * NonFinite}.
 */
final class OutputsFile {
  private static final int MAX_VALUE_BYTES = 256 << 10;
  private static final int MAX_FILE_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 500;
  private static final Pattern LINE = Pattern.compile("([^=\\s]+)=(.*)");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Python's json.dumps writes NaN and the infinities as bare words.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private OutputsFile() {}

  /**
   * Reads it; a file that is not there has no values.
   *
   * @throws StepFailedException {@code OUTPUT_TYPE} naming the line and what to do
   */
  static Map<String, JsonNode> read(Path file) throws IOException, StepFailedException {
    // Never through a link: it is read with the worker's rights.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Map.of();
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw refused("the file has more than 16 MiB; publish large results as artifacts");
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw refused("the file is not UTF-8");
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        read(lines.get(i), i + 1, values);
      }
    }
    return values;
  }

  private static void read(String line, int number, Map<String, JsonNode> values)
      throws StepFailedException {
    Matcher parts = LINE.matcher(line.strip());
    if (!parts.matches() || !PythonNames.isIdentifier(parts.group(1))) {
      throw refused(
          "line %d is not NAME=JSON with a name of letters, digits and _: %s"
              .formatted(number, shortened(line)));
    }
    String name = parts.group(1);
    String json = parts.group(2);
    if (json.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
      throw refused(
          "line %d: '%s' has more than 256 KiB; publish it as an artifact".formatted(number, name));
    }
    try {
      JsonNode value = JSON.readTree(json);
      if (json.isBlank() || value.isMissingNode()) {
        throw refused("line %d: '%s' has no value; write null for none".formatted(number, name));
      }
      JsonNode encoded = NonFinite.encoded(value);
      requireInRange(name, json, number);
      List<JsonFlaws.Flaw> flaws = JsonFlaws.all(encoded, Pointer.ROOT, MAX_DEPTH);
      if (!flaws.isEmpty()) {
        throw refused(
            "line %d: the value of '%s' cannot be stored: %s; %s"
                .formatted(number, name, flaws.getFirst().message(), flaws.getFirst().hint()));
      }
      values.put(name, encoded);
    } catch (JacksonException e) {
      throw refused(
          "line %d: the value of '%s' is not JSON (texts need quotes): %s"
              .formatted(number, name, shortened(json)));
    }
  }

  // The word Infinity is a value; 1e400 would silently become one.
  private static void requireInRange(String name, String json, int number)
      throws StepFailedException {
    try (JsonParser tokens = JSON.createParser(json)) {
      for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
          String text = tokens.getString();
          boolean isWord = Character.isLetter(text.charAt(text.length() - 1));
          if (!isWord && Double.isInfinite(tokens.getDoubleValue())) {
            throw refused(
                "line %d: the value of '%s' has the number %s, which is beyond the range of a double; write Infinity, or a text in quotes"
                    .formatted(number, name, shortened(text)));
          }
        }
      }
    }
  }

  private static StepFailedException refused(String what) {
    return StepFailedException.user("OUTPUT_TYPE", "MILLRACE_OUTPUTS: " + what);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
