package dev.millrace.dsl.validation;

import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.StorableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a JSON value may not hold, in a definition, a request or a notebook. The search uses
 * no recursion, because the depth of a value from outside is not known.
 */
public final class JsonFlaws {
  /** The most flaws that are reported for one value. */
  private static final int MOST_REPORTED = 20;

  /**
   * A flaw.
   *
   * @param at its place within the value
   * @param hint what to do about it
   */
  public record Flaw(ProblemCode code, Pointer at, String message, String hint) {}

  /**
   * A value that is still to be judged.
   *
   * @param parent null for the whole value
   * @param name the field's name, or the item's index
   */
  private record Open(JsonNode node, @Nullable Open parent, String name, int depth) {
    /** Made only for flaws: most values have none. */
    Pointer at(Pointer root) {
      return parent == null ? root : parent.at(root).child(name);
    }
  }

  private JsonFlaws() {}

  /** The first flaw; empty when the value is sound. */
  static Optional<Flaw> find(JsonNode value, int maxDepth) {
    List<Flaw> flaws = search(value, Pointer.ROOT, maxDepth, 1);
    return flaws.isEmpty() ? Optional.empty() : Optional.of(flaws.getFirst());
  }

  /**
   * The flaws of a value in the order of the value, at most twenty.
   *
   * @param at the value's own place
   * @param maxDepth how many objects and arrays may lie within each other
   */
  public static List<Flaw> all(JsonNode value, Pointer at, int maxDepth) {
    return search(value, at, maxDepth, MOST_REPORTED);
  }

  private static List<Flaw> search(JsonNode value, Pointer at, int maxDepth, int most) {
    List<Flaw> flaws = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(value, null, "", 0));
    while (!open.isEmpty() && flaws.size() < most) {
      Open next = open.pop();
      Flaw flaw = own(next, at, maxDepth);
      if (flaw == null) {
        pushChildren(next, at, open, flaws);
      } else {
        flaws.add(flaw);
      }
    }
    return flaws;
  }

  private static @Nullable Flaw own(Open place, Pointer root, int maxDepth) {
    JsonNode node = place.node();
    if (node.isContainer() && place.depth() >= maxDepth) {
      return new Flaw(
          ProblemCode.PARAM_SIZE,
          place.at(root),
          "the value has more than %d levels".formatted(maxDepth),
          "flatten the value");
    }
    if (node.isString()) {
      String flaw = StorableText.flaw(node.stringValue());
      return flaw == null ? null : text(place.at(root), "a text contains " + flaw);
    }
    if (node.isNumber() && !Double.isFinite(node.numberValue().doubleValue())) {
      return new Flaw(
          ProblemCode.NUMBER_RANGE,
          place.at(root),
          "a number is none, or beyond the range of a double",
          "NaN and the infinities are written {\"$number\": \"NaN\"}, \"Infinity\" or \"-Infinity\"; anything else as a text in quotes");
    }
    if (NonFinite.isReserved(node) && NonFinite.read(node).isEmpty()) {
      return new Flaw(
          ProblemCode.NUMBER_RANGE,
          place.at(root),
          "an object with the only field '$number' stands for \"NaN\", \"Infinity\" or"
              + " \"-Infinity\", and this one does not",
          "rename the field, or give it one of the three values");
    }
    return null;
  }

  // The last is pushed first, so that the first is judged first.
  private static void pushChildren(Open place, Pointer root, Deque<Open> open, List<Flaw> flaws) {
    JsonNode node = place.node();
    int depth = place.depth() + 1;
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(node.properties()).reversed()) {
        String flaw = StorableText.flaw(field.getKey());
        if (flaw != null) {
          flaws.add(text(place.at(root), "a name contains " + flaw));
        }
        open.push(new Open(field.getValue(), place, field.getKey(), depth));
      }
      return;
    }
    for (int i = node.size() - 1; i >= 0; i--) {
      open.push(new Open(node.get(i), place, String.valueOf(i), depth));
    }
  }

  private static Flaw text(Pointer at, String message) {
    return new Flaw(ProblemCode.BAD_STRING, at, message, "remove the character");
  }
}
