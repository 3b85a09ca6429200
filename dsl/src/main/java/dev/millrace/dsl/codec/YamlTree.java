package dev.millrace.dsl.codec;

import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.Position;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Reads YAML 1.2 (core schema, no tags, one document) into a tree.
 *
 * <p>Works on the parser's events and not on the library's own nodes: depth and aliases are judged
 * while reading, before a hostile text has grown, and duplicate names keep both their places.
 */
final class YamlTree {
  private record Anchored(SourceNode node, int values, int height) {}

  private final String text;
  private final Iterator<Event> events;
  private final TreeBuilder builder;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int values;
  private int aliases;
  private int aliasedValues;

  private YamlTree(String text, String file) {
    this.text = text;
    this.events = new Parse(settings(text)).parseString(text).iterator();
    this.builder = new TreeBuilder(file, ProblemCode.YAML_DUP_KEY);
  }

  /**
   * The library's reader copies all that it has of a token each time when its buffer is empty, so
   * that a token of some MiB took half a minute. With a buffer for the whole text it copies once.
   */
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setCodePointLimit(TextLimits.BYTES)
        .setBufferSize(text.length() + 1)
        .build();
  }

  /**
   * Reads a text.
   *
   * @param problems receives what is wrong but does not hinder reading on
   * @return null when there is nothing but blanks and comments
   * @throws UnreadableException when the text is not YAML as we take it
   */
  static @Nullable SourceNode read(String text, String file, List<Problem> problems) {
    YamlTree tree = new YamlTree(text, file);
    try {
      return tree.document();
    } catch (MarkedYamlEngineException e) {
      Position at =
          e.getProblemMark()
              .map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
              .orElse(new Position(1, 1));
      throw syntax(at, String.valueOf(e.getProblem()));
    } catch (ReaderException e) {
      throw syntax(
          tree.positionOf(e.getPosition()),
          "the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw syntax(new Position(1, 1), String.valueOf(e.getMessage()));
    } finally {
      problems.addAll(tree.builder.problems());
    }
  }

  private @Nullable SourceNode document() {
    events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return null;
    }
    SourceNode root = node(events.next(), Pointer.ROOT, 1).node();
    events.next(); // the document's end
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw syntax(position(after), "there is a second document after '---'");
    }
    boolean isNothing =
        root instanceof SourceNode.ScalarNode scalar
            && scalar.value().isNull()
            && scalar.text().isEmpty();
    return isNothing ? null : root;
  }

  /** A node and how many levels it has, itself included. */
  private record Read(SourceNode node, int height) {}

  private Read node(Event event, Pointer pointer, int depth) {
    Position at = position(event);
    if (event instanceof AliasEvent alias) {
      return alias(alias, at, depth);
    }
    if (depth > TextLimits.DEPTH) {
      throw tooDeep(at);
    }
    int before = values++;
    Read read =
        event instanceof ScalarEvent scalar
            ? new Read(scalar(scalar, at, pointer), 0)
            : collection((CollectionStartEvent) event, at, pointer, depth);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(
            anchor ->
                anchors.put(
                    anchor.getValue(), new Anchored(read.node(), values - before, read.height())));
    return read;
  }

  private Read collection(CollectionStartEvent start, Position at, Pointer pointer, int depth) {
    refuseTag(start.getTag(), at);
    return start instanceof SequenceStartEvent ? list(at, pointer, depth) : map(at, pointer, depth);
  }

  private Read list(Position at, Pointer pointer, int depth) {
    List<SourceNode> items = new ArrayList<>();
    int height = 0;
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      Read item = node(event, pointer.child(items.size()), depth + 1);
      items.add(item.node());
      height = Math.max(height, item.height());
    }
    return new Read(new ListNode(at, items), height + 1);
  }

  private Read map(Position at, Pointer pointer, int depth) {
    TreeBuilder.Fields fields = builder.fields(at, pointer);
    int height = 0;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Position nameAt = position(event);
      if (!(event instanceof ScalarEvent name)) {
        throw syntax(nameAt, "a field's name is not a plain text");
      }
      refuseTag(name.getTag(), nameAt);
      Read value = node(events.next(), pointer.child(name.getValue()), depth + 1);
      fields.put(name.getValue(), nameAt, value.node());
      height = Math.max(height, value.height());
    }
    return new Read(fields.end(), height + 1);
  }

  private Read alias(AliasEvent event, Position at, int depth) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw aliases(at, "the alias '*%s' names no anchor that ended before it".formatted(name));
    }
    aliases++;
    if (aliases > TextLimits.ALIASES) {
      throw aliases(at, "there are more than %d aliases".formatted(TextLimits.ALIASES));
    }
    aliasedValues += anchored.values();
    values += anchored.values();
    if (aliasedValues > TextLimits.ALIASED_VALUES) {
      throw aliases(
          at, "the aliases stand for more than %d values".formatted(TextLimits.ALIASED_VALUES));
    }
    if (depth + anchored.height() > TextLimits.DEPTH) {
      throw tooDeep(at);
    }
    return new Read(anchored.node(), anchored.height());
  }

  private SourceNode scalar(ScalarEvent event, Position at, Pointer pointer) {
    refuseTag(event.getTag(), at);
    String written = event.getValue();
    if (!event.isPlain()) {
      return builder.text(at, pointer, written);
    }
    if (CoreScalarResolver.NULL.matcher(written).matches() || written.isEmpty()) {
      return builder.nothing(at, written);
    }
    if (CoreScalarResolver.BOOL.matcher(written).matches()) {
      return builder.bool(at, written.equalsIgnoreCase("true"), written);
    }
    if (CoreScalarResolver.INT.matcher(written).matches()) {
      return whole(written, at, pointer);
    }
    if (CoreScalarResolver.FLOAT.matcher(written).matches()) {
      boolean finite =
          !written.endsWith("f")
              && !written.endsWith("F")
              && !written.endsWith("n")
              && !written.endsWith("N");
      return finite
          ? builder.fraction(at, pointer, written, written)
          : builder.outOfRange(at, pointer, written);
    }
    return builder.text(at, pointer, written);
  }

  private SourceNode whole(String written, Position at, Pointer pointer) {
    if (written.startsWith("0o")) {
      return builder.whole(at, pointer, written.substring(2), 8, written);
    }
    if (written.startsWith("0x")) {
      return builder.whole(at, pointer, written.substring(2), 16, written);
    }
    return builder.whole(at, pointer, written, 10, written);
  }

  private static void refuseTag(Optional<String> tag, Position at) {
    if (tag.isPresent()) {
      throw new UnreadableException(
          ProblemCode.YAML_TAG,
          at,
          "the tag '%s' is not allowed".formatted(tag.get()),
          "remove the tag: values have the type they look like");
    }
  }

  private static UnreadableException syntax(Position at, String message) {
    return new UnreadableException(
        ProblemCode.YAML_SYNTAX,
        at,
        "this is not YAML: " + message,
        "look at this line and the one before it: indent with spaces, write 'name: value'");
  }

  private static UnreadableException aliases(Position at, String message) {
    return new UnreadableException(
        ProblemCode.YAML_ALIASES, at, message, "write the values out, or use 'defaults'");
  }

  private static UnreadableException tooDeep(Position at) {
    return new UnreadableException(
        ProblemCode.YAML_DEPTH,
        at,
        "mappings and lists lie more than %d levels within each other".formatted(TextLimits.DEPTH),
        "flatten the definition");
  }

  private static Position position(Event event) {
    return event
        .getStartMark()
        .map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Position(1, 1));
  }

  private Position positionOf(int codePoint) {
    String before =
        text.substring(
            0,
            text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length()))));
    int lines = (int) before.chars().filter(c -> c == '\n').count();
    String lastLine = before.substring(before.lastIndexOf('\n') + 1);
    return new Position(lines + 1, lastLine.codePointCount(0, lastLine.length()) + 1);
  }
}
