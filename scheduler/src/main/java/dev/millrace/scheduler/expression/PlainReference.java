package dev.millrace.scheduler.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An expression that only names a value: {@code parameters.x}, {@code steps.a.outputs.b[0]["c"]},
 * {@code vars.x}. Its value is taken as it is stored, so that nothing is lost on the way through
 * CEL: no digit of a whole number, no spelling of a date, no size.
 *
 * @param root {@code parameters}, {@code steps} or {@code vars}
 * @param path the names below it, and the indexes of lists as digits
 */
record PlainReference(String root, List<String> path) {
  private static final Pattern ROOT = Pattern.compile("\\s*(parameters|steps|vars)\\s*");
  private static final Pattern PART =
      Pattern.compile(
          "\\.\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*"
              + "|\\[\\s*(?:\"([^\"\\\\]*)\"|'([^'\\\\]*)'|(\\d{1,9}))\\s*]\\s*");

  PlainReference {
    path = List.copyOf(path);
  }

  /** The reference that the source is; empty if it is anything else. */
  static Optional<PlainReference> of(String source) {
    Matcher root = ROOT.matcher(source);
    if (!root.lookingAt()) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>();
    Matcher part = PART.matcher(source);
    int at = root.end();
    while (at < source.length()) {
      if (!part.region(at, source.length()).lookingAt()) {
        return Optional.empty();
      }
      for (int group = 1; group <= part.groupCount(); group++) {
        if (part.group(group) != null) {
          path.add(part.group(group));
        }
      }
      at = part.end();
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(new PlainReference(root.group(1), path));
  }

  /** Returns true if it is a whole parameter of the run. */
  boolean isParameter() {
    return root.equals("parameters") && path.size() == 1;
  }

  /**
   * The value that it names.
   *
   * @return null if there is none; CEL says what is absent
   */
  @Nullable JsonNode in(ExpressionContext context) {
    return switch (root) {
      case "parameters" -> below(context.parameters().get(path.getFirst()), 1);
      case "vars" -> below(context.vars().get(path.getFirst()), 1);
      default -> ofStep(context.steps().get(path.getFirst()));
    };
  }

  private @Nullable JsonNode ofStep(ExpressionContext.@Nullable StepValues step) {
    if (step == null || path.size() < 2 || !path.get(1).equals("outputs")) {
      return null;
    }
    if (path.size() > 2) {
      return below(step.outputs().get(path.get(2)), 3);
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    step.outputs().forEach(all::set);
    return all;
  }

  private @Nullable JsonNode below(@Nullable JsonNode value, int from) {
    JsonNode found = value;
    for (int i = from; i < path.size() && found != null; i++) {
      String name = path.get(i);
      found = found.isArray() ? item(found, name) : found.get(name);
    }
    return found;
  }

  private static @Nullable JsonNode item(JsonNode array, String index) {
    return Character.isDigit(index.charAt(0)) ? array.get(Integer.parseInt(index)) : null;
  }
}
