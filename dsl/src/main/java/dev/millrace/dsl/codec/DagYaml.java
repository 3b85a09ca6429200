package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.validation.DagValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.NonPrintableStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/** Dags as YAML 1.2 (core schema, no tags). Reading what was written gives an equal Dag. */
public final class DagYaml {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setNonPrintableStyle(NonPrintableStyle.ESCAPE)
          .setSchema(new CoreSchema())
          .setDereferenceAliases(true)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(120)
          .build();

  private DagYaml() {}

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
    return DefinitionReader.read(YamlTree::read, text, file, validator);
  }

  /**
   * The Dag as a file that a person would have written: fields in the order of the format, no
   * defaults.
   */
  public static String write(Dag dag) {
    return new Dump(SETTINGS).dumpToString(plain(DagEncoder.encode(dag)));
  }

  private static @Nullable Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL -> null;
      default -> node.stringValue();
    };
  }
}
