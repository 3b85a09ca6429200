package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.NotebookException.Code.NBFORMAT_UNSUPPORTED;
import static dev.millrace.executor.notebook.NotebookException.Code.NOTEBOOK_PARSE;
import static dev.millrace.executor.notebook.NotebookException.Code.NOTEBOOK_SCHEMA;
import static dev.millrace.executor.notebook.NotebookException.Code.NOTEBOOK_TOO_BIG;

import dev.millrace.dsl.StorableText;
import dev.millrace.executor.files.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads notebook files: checks what execution relies on, upgrades old forms, repairs what can be
 * repaired.
 */
final class NotebookReader {
  private static final int MAX_BYTES = 50 << 20;
  private static final int MAX_CELLS = 10_000;
  private static final Set<String> CELL_TYPES = Set.of("code", "markdown", "raw");
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private final String digest;
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private NotebookReader(String digest) {
    this.digest = digest;
  }

  static Notebook read(byte[] file) throws NotebookException {
    if (file.length > MAX_BYTES) {
      throw new NotebookException(
          NOTEBOOK_TOO_BIG,
          "the notebook has " + (file.length >> 20) + " MiB; the limit is 50 MiB",
          "remove its outputs, for example with 'jupyter nbconvert --clear-output --inplace'");
    }
    return new NotebookReader(Digests.of(file)).notebook(parse(file));
  }

  private static ObjectNode parse(byte[] file) throws NotebookException {
    try {
      if (NotebookJson.READER.readTree(file) instanceof ObjectNode object) {
        return object;
      }
      throw notJson(file, "it is JSON, but not an object");
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null
              ? ""
              : "line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ": ";
      throw notJson(file, place + e.getOriginalMessage());
    }
  }

  private static NotebookException notJson(byte[] file, String why) {
    return new NotebookException(
        NOTEBOOK_PARSE,
        "the file is not a notebook: " + why + ". It begins with " + beginning(file),
        "a notebook is a JSON file as Jupyter saves it; was it downloaded through a login page, or cut off?");
  }

  private static String beginning(byte[] file) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      text = new String(file, 0, Math.min(file.length, 80), StandardCharsets.ISO_8859_1);
    }
    return NotebookLayout.write(
        NotebookJson.NODES.stringNode(text.substring(0, Math.min(text.length(), 80))));
  }

  private Notebook notebook(ObjectNode root) throws NotebookException {
    ObjectNode current = upgraded(root);
    JsonNode cells = current.path("cells");
    if (!cells.isArray()) {
      throw new NotebookException(
          NOTEBOOK_SCHEMA, "the notebook has no list 'cells'", "open and save it in Jupyter");
    }
    if (cells.size() > MAX_CELLS) {
      throw new NotebookException(
          NOTEBOOK_TOO_BIG,
          "the notebook has " + cells.size() + " cells; the limit is " + MAX_CELLS,
          "split it into several notebooks");
    }
    ObjectNode result = NotebookJson.NODES.objectNode();
    result.set("metadata", metadata(current.path("metadata")));
    ArrayNode checked = result.putArray("cells");
    for (int i = 0; i < cells.size(); i++) {
      checked.add(cell(i, cells.get(i)));
    }
    long parameterCells =
        checked.valueStream().filter(cell -> CellTags.has(cell, Notebook.PARAMETERS_TAG)).count();
    if (parameterCells > 1) {
      warnings.add(
          "%d cells are tagged 'parameters'; only the first counts".formatted(parameterCells));
    }
    return new Notebook(result, digest, warnings);
  }

  private ObjectNode upgraded(ObjectNode root) throws NotebookException {
    JsonNode major = root.path("nbformat");
    if (major.isIntegralNumber() && major.asInt(0) == 3) {
      warnings.add("the notebook has the old format 3; it is executed in a copy upgraded to 4.5");
      return NotebookVersion3.upgrade(root);
    }
    if (!major.isIntegralNumber() || major.asInt(0) != 4) {
      String found = major.isMissingNode() ? "is missing" : "is " + major;
      throw new NotebookException(
          NBFORMAT_UNSUPPORTED,
          "the notebook's format version 'nbformat' " + found + "; 3 and 4 can be executed",
          "open and save it in a current Jupyter, or 'jupyter nbconvert --to notebook'");
    }
    if (root.path("nbformat_minor").asInt(0) > 5) {
      warnings.add(
          "the notebook's format 4.%s is newer than 4.5; what is new in it is not kept"
              .formatted(root.path("nbformat_minor")));
    }
    return root;
  }

  private ObjectNode metadata(JsonNode given) {
    ObjectNode metadata = NotebookJson.object(NotebookJson.repaired(given));
    metadata.remove(List.of("orig_nbformat", "orig_nbformat_minor", "signature"));
    if (metadata.get("kernelspec") instanceof ObjectNode spec) {
      if (!spec.path("name").isString()) {
        metadata.remove("kernelspec");
      } else if (!spec.path("display_name").isString()) {
        spec.put("display_name", spec.path("name").asString());
      }
    } else {
      metadata.remove("kernelspec");
    }
    if (!metadata.path("language_info").path("name").isString()) {
      metadata.remove("language_info");
    }
    if (!metadata.has("kernelspec")) {
      warnings.add("the notebook names no kernel; the step's own is taken");
    }
    return metadata;
  }

  private ObjectNode cell(int index, JsonNode given) throws NotebookException {
    String type = given.path("cell_type").asString("");
    if (!CELL_TYPES.contains(type)) {
      throw schema(
          index, "has the cell_type " + given.path("cell_type") + ", not code, markdown or raw");
    }
    ObjectNode cell = NotebookJson.NODES.objectNode();
    cell.put("id", id(index, given.path("id")));
    cell.put("cell_type", type);
    ObjectNode metadata = NotebookJson.object(NotebookJson.repaired(given.path("metadata")));
    metadata.remove("trusted");
    cell.set("metadata", metadata);
    cell.put("source", wholeCharacters(index, type, source(index, given.path("source"))));
    if (type.equals("code")) {
      cell.set(
          "execution_count",
          given.path("execution_count").isIntegralNumber()
              ? given.path("execution_count")
              : NotebookJson.NODES.nullNode());
      cell.set("outputs", NotebookJson.NODES.arrayNode());
    } else if (given.path("attachments").isObject()) {
      cell.set("attachments", given.path("attachments"));
    }
    return cell;
  }

  private String id(int index, JsonNode given) {
    String id = given.asString("");
    if (ID.matcher(id).matches() && ids.add(id)) {
      return id;
    }
    if (!given.isMissingNode()) {
      warnings.add(
          "cell %d has an id that is invalid or not the only one; it got another".formatted(index));
    }
    return newId(index);
  }

  /** Not random: whoever reads the same file makes the same ids. */
  private String newId(int index) {
    for (int salt = 0; ; salt++) {
      String id = CellIds.of(digest, "cell " + index + " " + salt);
      if (ids.add(id)) {
        return id;
      }
    }
  }

  private static String source(int index, JsonNode given) throws NotebookException {
    if (given.isString()) {
      return given.stringValue();
    }
    if (given.isArray() && given.valueStream().allMatch(JsonNode::isString)) {
      StringBuilder text = new StringBuilder();
      given.forEach(line -> text.append(line.stringValue()));
      return text.toString();
    }
    throw schema(index, "has a 'source' that is neither a text nor a list of texts");
  }

  /** Jupyter can neither send nor store half of a character. */
  private String wholeCharacters(int index, String type, String source) throws NotebookException {
    String flaw = StorableText.flaw(source.replace('\0', ' '));
    if (flaw == null) {
      return source;
    }
    if (type.equals("code")) {
      throw schema(index, "contains " + flaw + "; the kernel cannot be sent it");
    }
    warnings.add(
        "cell %d (counted from 0) contains %s; it was replaced by U+FFFD".formatted(index, flaw));
    return StorableText.cleaned(source);
  }

  private static NotebookException schema(int index, String what) {
    return new NotebookException(
        NOTEBOOK_SCHEMA,
        "cell " + index + " (counted from 0) " + what,
        "open and save it in Jupyter");
  }
}
