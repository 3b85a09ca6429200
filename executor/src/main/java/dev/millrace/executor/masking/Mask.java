package dev.millrace.executor.masking;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Replaces the values of secrets, in the forms of {@code Spellings}, by {@code ***}. Immutable, and
 * safe for any number of threads.
 */
public final class Mask {
  /** What stands for a value. */
  public static final String SHOWN = "***";

  /** Nothing is secret. */
  public static final Mask NONE = new Mask(List.of());

  /** The longest first. */
  private final List<String> forms;

  private Mask(List<String> forms) {
    this.forms = forms;
  }

  /** Masks these values. */
  public static Mask of(Collection<String> values) {
    return values.isEmpty() ? NONE : new Mask(Spellings.of(values));
  }

  /** Whether nothing is secret. */
  public boolean isNone() {
    return forms.isEmpty();
  }

  /** The text without the values. */
  public String apply(String text) {
    BitSet found = found(text);
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int from = 0;
    for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(from)) {
      masked.append(text, from, start).append(SHOWN);
      from = found.nextClearBit(start);
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** The JSON value with every text in it masked, names of fields too. */
  public JsonNode apply(JsonNode value) {
    if (isNone()) {
      return value;
    }
    return switch (value) {
      case StringNode text -> StringNode.valueOf(apply(text.stringValue()));
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> copy.add(apply(item)));
        yield copy;
      }
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(p -> copy.set(apply(p.getKey()), apply(p.getValue())));
        yield copy;
      }
      default -> value;
    };
  }

  /** A mask for a text that comes in pieces. */
  public MaskedStream stream() {
    return new MaskedStream(this);
  }

  /** The characters that belong to a value; values that overlap are one. */
  BitSet found(String text) {
    BitSet found = new BitSet();
    for (String form : forms) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        found.set(at, at + form.length());
      }
    }
    return found;
  }

  /** Where the text's end begins that may be the beginning of a value; its length when none may. */
  int openEnd(String text) {
    int open = text.length();
    for (String form : forms) {
      int at = text.indexOf(form.charAt(0), Math.max(0, text.length() - form.length() + 1));
      while (at >= 0 && at < open) {
        if (form.startsWith(text.substring(at))) {
          open = at;
        } else {
          at = text.indexOf(form.charAt(0), at + 1);
        }
      }
    }
    return open;
  }
}
