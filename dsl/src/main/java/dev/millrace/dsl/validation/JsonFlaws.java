package dev.millrace.dsl.validation;

import dev.millrace.dsl.StorableText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a JSON value may not hold, without recursion: the depth of a value from outside is not
 * known.
 */
final class JsonFlaws {
  /** A flaw. */
  record Flaw(ProblemCode code, String message, String hint) {}

  private record Open(JsonNode node, int depth) {}

  private JsonFlaws() {}

  /** The first flaw; empty when the value is sound. */
  static Optional<Flaw> find(JsonNode value, int maxDepth) {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(value, 0));
    while (!open.isEmpty()) {
      Open next = open.pop();
      JsonNode node = next.node();
      if (node.isContainer() && next.depth() >= maxDepth) {
        return flaw(
            ProblemCode.PARAM_SIZE,
            "the value has more than %d levels".formatted(maxDepth),
            "flatten the value");
      }
      if (node.isString() && StorableText.flaw(node.stringValue()) != null) {
        return flaw(
            ProblemCode.BAD_STRING,
            "a text contains " + StorableText.flaw(node.stringValue()),
            "remove the character");
      }
      if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
        return flaw(
            ProblemCode.NUMBER_RANGE,
            "%s is no number that can be stored".formatted(node),
            "write it as a text in quotes");
      }
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (StorableText.flaw(field.getKey()) != null) {
          return flaw(
              ProblemCode.BAD_STRING,
              "a name contains " + StorableText.flaw(field.getKey()),
              "remove the character");
        }
      }
      node.forEach(child -> open.push(new Open(child, next.depth() + 1)));
    }
    return Optional.empty();
  }

  private static Optional<Flaw> flaw(ProblemCode code, String message, String hint) {
    return Optional.of(new Flaw(code, message, hint));
  }
}
