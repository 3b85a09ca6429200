package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alarms of docs/operating.md, judged by two scrapes as Prometheus would. Of its language just
 * what the document uses: {@code AGG [by (labels)] (SELECTOR or increase(SELECTOR[…])) OP (NUMBER
 * or the same) [and …]}.
 */
final class Alarms {
  private static final Pattern RULE =
      Pattern.compile("- alert: (\\w+)\\n\\s+expr: (.+)\\n", Pattern.MULTILINE);
  private static final Pattern TERM =
      Pattern.compile(
          "(max|sum)(?: by \\(([a-z, ]+)\\) |)"
              + "\\((increase\\()?([a-z_]+)(?:\\{([a-z]+)(=~?)\"([^\"]+)\"})?(?:\\[\\d+[mh]]\\))?\\)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? ([^ ]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private final Map<String, String> rules = new LinkedHashMap<>();

  /** Values by the labels that they are grouped by. */
  private record Vector(Map<Map<String, String>, Double> values) {}

  Alarms(Path document) throws IOException {
    Matcher rule = RULE.matcher(Files.readString(document));
    while (rule.find()) {
      rules.put(rule.group(1), rule.group(2));
    }
  }

  Collection<String> names() {
    return rules.keySet();
  }

  /** For which labels the alarm fires; none: it does not. */
  Collection<Map<String, String>> firing(String alarm, String before, String after) {
    List<Map<String, String>> firing = null;
    for (String condition : expression(alarm).split(" and ")) {
      List<Map<String, String>> holds = holding(condition, before, after);
      if (firing == null) {
        firing = holds;
      } else {
        firing.retainAll(holds);
      }
    }
    return firing == null ? List.of() : firing;
  }

  private String expression(String alarm) {
    return rules.getOrDefault(alarm, "no alarm " + alarm);
  }

  private static List<Map<String, String>> holding(String condition, String before, String after) {
    Matcher parts = Pattern.compile("(.+) (>=|>|==) (.+)").matcher(condition);
    assertThat(parts.matches()).as("the condition %s", condition).isTrue();
    Vector left = term(parts.group(1), before, after);
    String right = parts.group(3);
    Vector bound = right.matches("\\d+") ? null : term(right, before, after);
    List<Map<String, String>> holds = new ArrayList<>();
    left.values()
        .forEach(
            (labels, value) -> {
              Double limit = bound == null ? Double.valueOf(right) : bound.values().get(labels);
              if (limit != null && compares(value, parts.group(2), limit)) {
                holds.add(labels);
              }
            });
    return holds;
  }

  private static boolean compares(double value, String operator, double limit) {
    return switch (operator) {
      case ">" -> value > limit;
      case ">=" -> value >= limit;
      default -> value == limit;
    };
  }

  private static Vector term(String text, String before, String after) {
    Matcher term = TERM.matcher(text);
    assertThat(term.matches()).as("the term %s", text).isTrue();
    BinaryOperator<Double> join = term.group(1).equals("max") ? Math::max : Double::sum;
    Map<Map<String, String>, Double> now = series(term, after);
    assertThat(now).as("series of %s", text).isNotEmpty();
    if (term.group(3) != null) {
      Map<Map<String, String>, Double> then = series(term, before);
      // As Prometheus does: what was not there before has not risen.
      now.replaceAll((labels, value) -> value - then.getOrDefault(labels, value));
    }
    List<String> by = term.group(2) == null ? List.of() : List.of(term.group(2).split(", "));
    Map<Map<String, String>, Double> values = new HashMap<>();
    now.forEach(
        (labels, value) -> {
          Map<String, String> kept = new TreeMap<>(labels);
          kept.keySet().retainAll(by);
          assertThat(kept.keySet())
              .as("labels of %s", text)
              .containsExactlyInAnyOrderElementsOf(by);
          values.merge(kept, value, join);
        });
    return new Vector(values);
  }

  private static Map<Map<String, String>, Double> series(Matcher term, String scrape) {
    Map<Map<String, String>, Double> found = new HashMap<>();
    scrape
        .lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches() && sample.group(1).equals(term.group(4)))
        .forEach(
            sample -> {
              Map<String, String> labels = new TreeMap<>();
              Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
              while (label.find()) {
                labels.put(label.group(1), label.group(2));
              }
              if (selects(term, labels)) {
                found.put(labels, Double.valueOf(sample.group(3)));
              }
            });
    return found;
  }

  private static boolean selects(Matcher term, Map<String, String> labels) {
    if (term.group(5) == null) {
      return true;
    }
    String value = labels.getOrDefault(term.group(5), "");
    return term.group(6).equals("=") ? value.equals(term.group(7)) : value.matches(term.group(7));
  }
}
