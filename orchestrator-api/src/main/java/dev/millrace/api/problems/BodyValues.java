package dev.millrace.api.problems;

import dev.millrace.dsl.Instants;
import dev.millrace.dsl.StorableText;
import dev.millrace.dsl.validation.JsonFlaws;
import dev.millrace.dsl.validation.Pointer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one place that judges the values of request bodies: texts that cannot be stored or are too
 * long, numbers that no double holds, points in time that the database does not know. Names every
 * finding with its place, and never the value, which may be a secret.
 */
final class BodyValues {
  /** Objects and arrays within each other: the reader of bodies allows no more. */
  private static final int DEPTH = 100;

  private static final int MOST_FINDINGS = 50;

  private final List<Problem.Finding> findings = new ArrayList<>();

  private BodyValues() {}

  /** All that is wrong with a body, in the order of its fields; at most fifty findings. */
  static List<Problem.Finding> findings(Object body) {
    var values = new BodyValues();
    values.collect(body, Pointer.ROOT, TextLimit.DEFAULT);
    return values.findings;
  }

  private void collect(@Nullable Object value, Pointer at, int textKib) {
    if (findings.size() >= MOST_FINDINGS) {
      return;
    }
    switch (value) {
      case String text -> text(text, at, textKib);
      case Instant instant -> {
        if (!Instants.isSupported(instant)) {
          add("FIELD_VALUE", "a point in time lies in the years 1 to 9999", at);
        }
      }
      case JsonNode json -> JsonFlaws.all(json, at, DEPTH).forEach(this::add);
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), at.child(i), textKib);
        }
      }
      case Map<?, ?> fields -> fields.forEach((name, field) -> field(name, field, at, textKib));
      case Record inner -> {
        for (BodyField field : BodyField.of(inner.getClass())) {
          collect(field.valueIn(inner), at.child(field.name()), field.textKib());
        }
      }
      case null -> {}
      default -> {}
    }
  }

  private void field(Object name, Object value, Pointer at, int textKib) {
    String text = name.toString();
    if (StorableText.isStorable(text)) {
      collect(value, at.child(text), textKib);
    } else {
      add("BAD_STRING", "a name contains " + StorableText.flaw(text), at);
    }
  }

  private void text(String text, Pointer at, int textKib) {
    String flaw = StorableText.flaw(text);
    if (flaw != null) {
      add("BAD_STRING", "the text contains " + flaw, at);
    } else if (text.getBytes(StandardCharsets.UTF_8).length > textKib * 1024) {
      add("TEXT_TOO_LONG", "the text takes more than %d KiB".formatted(textKib), at);
    }
  }

  private void add(JsonFlaws.Flaw flaw) {
    add(flaw.code().name(), flaw.message(), flaw.at(), flaw.hint());
  }

  private void add(String code, String message, Pointer at) {
    add(code, message, at, null);
  }

  private void add(String code, String message, Pointer at, @Nullable String hint) {
    findings.add(
        new Problem.Finding(
            code, "%s: %s".formatted(at, message), place(at), hint, Problem.Severity.ERROR));
  }

  private static Problem.Where place(Pointer at) {
    return new Problem.Where(null, null, null, at.text());
  }
}
