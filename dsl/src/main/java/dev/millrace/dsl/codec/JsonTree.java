package dev.millrace.dsl.codec;

import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.Position;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON into a tree. Numbers such as NaN are read, too, so that they can be reported with
 * their place.
 */
final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(TextLimits.DEPTH * 2)
                  .maxNumberLength(TextLimits.BYTES)
                  .maxNameLength(TextLimits.BYTES)
                  .build())
          .build();

  private final JsonParser parser;
  private final TreeBuilder builder;

  private JsonTree(JsonParser parser, String file) {
    this.parser = parser;
    this.builder = new TreeBuilder(file, ProblemCode.JSON_DUP_KEY);
  }

  /**
   * Reads a text.
   *
   * @param problems receives what is wrong but does not hinder reading on
   * @return null when there are only blanks
   * @throws UnreadableException when the text is not JSON
   */
  static @Nullable SourceNode read(String text, String file, List<Problem> problems) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonTree tree = new JsonTree(parser, file);
      try {
        return tree.document();
      } finally {
        problems.addAll(tree.builder.problems());
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      Position position = at == null ? new Position(1, 1) : position(at);
      throw syntax(position, e.getOriginalMessage());
    }
  }

  private @Nullable SourceNode document() {
    if (parser.nextToken() == null) {
      return null;
    }
    SourceNode root = node(Pointer.ROOT, 1);
    if (parser.nextToken() != null) {
      throw syntax(position(), "there is more after the end");
    }
    return root;
  }

  private SourceNode node(Pointer pointer, int depth) {
    Position at = position();
    if (depth > TextLimits.DEPTH) {
      throw new UnreadableException(
          ProblemCode.JSON_DEPTH,
          at,
          "objects and arrays lie more than %d levels within each other"
              .formatted(TextLimits.DEPTH),
          "flatten the definition");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(at, pointer, depth);
      case START_ARRAY -> array(at, pointer, depth);
      case VALUE_STRING -> builder.text(at, pointer, parser.getString());
      case VALUE_NUMBER_INT ->
          builder.whole(at, pointer, parser.getString(), 10, parser.getString());
      case VALUE_NUMBER_FLOAT ->
          parser.isNaN()
              ? builder.outOfRange(at, pointer, parser.getString())
              : builder.fraction(at, pointer, parser.getString(), parser.getString());
      case VALUE_TRUE, VALUE_FALSE ->
          builder.bool(at, parser.getBooleanValue(), parser.getString());
      case VALUE_NULL -> builder.nothing(at, "null");
      default -> throw syntax(at, "a value is missing");
    };
  }

  private SourceNode object(Position at, Pointer pointer, int depth) {
    TreeBuilder.Fields fields = builder.fields(at, pointer);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position nameAt = position();
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, nameAt, node(pointer.child(name), depth + 1));
    }
    return fields.end();
  }

  private SourceNode array(Position at, Pointer pointer, int depth) {
    List<SourceNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(pointer.child(items.size()), depth + 1));
    }
    return new ListNode(at, items);
  }

  private static UnreadableException syntax(Position at, String message) {
    return new UnreadableException(
        ProblemCode.JSON_SYNTAX,
        at,
        "this is not JSON: " + message,
        "look at this line and the one before it");
  }

  private Position position() {
    return position(parser.currentTokenLocation());
  }

  private static Position position(TokenStreamLocation at) {
    return new Position(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
