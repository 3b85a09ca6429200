package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.validation.DagValidator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Dags as JSON. Reading what was written gives an equal Dag. */
public final class DagJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private DagJson() {}

  /** As {@link #read(String, String, DagValidator)} without knowledge of the project's files. */
  public static ParsedDag read(String text, String file) {
    return read(text, file, DagValidator.structural());
  }

  /**
   * Reads and judges a definition. Never throws for what the text says.
   *
   * @param file the file's path from the project's root, for places and for the name of a file of
   *     notebooks
   */
  public static ParsedDag read(String text, String file, DagValidator validator) {
    return DefinitionReader.read(JsonTree::read, text, file, validator);
  }

  /**
   * The Dag as indented JSON with a newline at its end: fields in the order of the format, no
   * defaults.
   */
  public static String write(Dag dag) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(DagEncoder.encode(dag))
        + "\n";
  }

  /**
   * The Dag as a JSON value: fields in the order of the format, no defaults. The caller owns it.
   */
  public static ObjectNode toJson(Dag dag) {
    return DagEncoder.encode(dag);
  }

  /**
   * The schedule of a trigger as a JSON value, as the field {@code schedule} of a Dag says it,
   * without parameters. The caller owns it.
   */
  public static ObjectNode schedule(Trigger trigger) {
    return TriggerEncoder.schedule(trigger);
  }

  /**
   * The one text of this definition: on one line, names sorted, no defaults. Equal Dags, and only
   * they, have the same text, in whatever language and order they were written.
   */
  public static String canonical(Dag dag) {
    return MAPPER.writeValueAsString(sorted(DagEncoder.encode(dag)));
  }

  /**
   * SHA-256 of {@link #canonical} in lower-case hexadecimal, 64 characters: what tells versions of
   * a Dag apart.
   */
  public static String digest(Dag dag) {
    try {
      byte[] text = canonical(dag).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.setAll(fields);
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(item -> array.add(sorted(item)));
      return array;
    }
    return node;
  }
}
