package dev.millrace.dsl;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The one rule for texts that can be stored: no U+0000, which PostgreSQL refuses, and no lone
 * surrogate, which UTF-8 cannot encode.
 *
 * <p>Values that somebody chose (names, parameters, outputs, notes) are checked with {@link #flaw}
 * and refused. Texts that a process printed (messages, logs, tails) are repaired with {@link
 * #cleaned}, because refusing them would lose what happened.
 */
public final class StorableText {
  /** Replaces U+0000: the picture of NUL. */
  private static final char NUL_SYMBOL = '\u2400';

  /** Replaces a lone surrogate, as UTF-8 decoders do. */
  private static final char REPLACEMENT = '\ufffd';

  private StorableText() {}

  /**
   * Says what is wrong with a text, to be put after "contains".
   *
   * @return null if the text can be stored
   */
  public static @Nullable String flaw(String text) {
    int at = flawAt(text, 0);
    if (at < 0) {
      return null;
    }
    char c = text.charAt(at);
    return c == 0
        ? "the character NUL (U+0000), which cannot be stored"
        : "half of a character (the lone surrogate U+%04X)".formatted((int) c);
  }

  /**
   * A text or field name in a value that cannot be stored.
   *
   * @param pointer JSON pointer to it, from the value; empty for the value itself
   * @param what as {@link #flaw(String)}
   */
  public record Flaw(String pointer, String what) {}

  /**
   * Finds the first text or field name of a value that cannot be stored. The depth of the value
   * must be bounded by its reader.
   *
   * @return null if there is none
   */
  public static @Nullable Flaw flaw(JsonNode value) {
    return flaw(value, "");
  }

  private static @Nullable Flaw flaw(JsonNode value, String pointer) {
    return switch (value) {
      case StringNode text -> flaw(text.stringValue(), pointer);
      case ArrayNode array -> flawInItems(array, pointer);
      case ObjectNode object -> flawInFields(object, pointer);
      default -> null;
    };
  }

  private static @Nullable Flaw flaw(String text, String pointer) {
    String what = flaw(text);
    return what == null ? null : new Flaw(cleaned(pointer), what);
  }

  private static @Nullable Flaw flawInItems(ArrayNode array, String pointer) {
    for (int i = 0; i < array.size(); i++) {
      Flaw found = flaw(array.get(i), pointer + "/" + i);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Flaw flawInFields(ObjectNode object, String pointer) {
    for (var field : object.properties()) {
      String name = field.getKey();
      String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      Flaw found = isStorable(name) ? flaw(field.getValue(), at) : flaw(name, at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns true if the text can be stored as it is. */
  public static boolean isStorable(String text) {
    return flawAt(text, 0) < 0;
  }

  /**
   * Replaces U+0000 by U+2400 and each lone surrogate by U+FFFD. The length in chars stays the
   * same.
   *
   * @return the same instance if nothing had to be replaced
   */
  public static String cleaned(String text) {
    int at = flawAt(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder cleaned = new StringBuilder(text);
    while (at >= 0) {
      cleaned.setCharAt(at, text.charAt(at) == 0 ? NUL_SYMBOL : REPLACEMENT);
      at = flawAt(text, at + 1);
    }
    return cleaned.toString();
  }

  /** Like {@link #cleaned(String)}; null stays null. */
  public static @Nullable String cleanedOrNull(@Nullable String text) {
    return text == null ? null : cleaned(text);
  }

  /**
   * Cleans every text and field name of a value. The depth of the value must be bounded by its
   * reader. Two names that become equal leave the later value.
   *
   * @return the same instance if nothing had to be replaced
   */
  public static JsonNode cleaned(JsonNode value) {
    return flaw(value) == null ? value : repaired(value);
  }

  private static JsonNode repaired(JsonNode value) {
    return switch (value) {
      case StringNode text -> {
        String cleaned = cleaned(text.stringValue());
        yield cleaned.equals(text.stringValue()) ? text : StringNode.valueOf(cleaned);
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> copy.add(repaired(item)));
        yield copy;
      }
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(f -> copy.set(cleaned(f.getKey()), repaired(f.getValue())));
        yield copy;
      }
      default -> value;
    };
  }

  private static int flawAt(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return i;
      }
    }
    return -1;
  }
}
