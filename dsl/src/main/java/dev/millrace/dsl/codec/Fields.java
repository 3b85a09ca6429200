package dev.millrace.dsl.codec;

import dev.millrace.dsl.codec.SourceNode.Field;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping while it is decoded. Remembers which names were asked for, so that at
 * the end every other name can be reported: nothing that an author wrote is ignored.
 */
final class Fields {
  private final MapNode node;
  private final Pointer at;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(MapNode node, Pointer at, Findings findings) {
    this.node = node;
    this.at = at;
    this.findings = findings;
  }

  Pointer at() {
    return at;
  }

  Findings findings() {
    return findings;
  }

  /** Reads a field if it is there and hands its value on if it is of the reader's type. */
  <T> void read(String name, Values.Reader<T> reader, Consumer<T> use) {
    T value = value(name, reader);
    if (value != null) {
      use.accept(value);
    }
  }

  /**
   * The value of a field; null when it is not there or not of the reader's type, which has then
   * been reported.
   */
  <T> @Nullable T value(String name, Values.Reader<T> reader) {
    known.add(name);
    Field field = node.fields().get(name);
    return field == null ? null : reader.read(field.value(), at.child(name), findings);
  }

  /** As {@link #value}, and reports a field that is not there. */
  <T> @Nullable T required(String name, Values.Reader<T> reader, String owner) {
    if (!has(name)) {
      findings.error(
          ProblemCode.FIELD_MISSING,
          at,
          "%s needs the field '%s'".formatted(owner, name),
          "add '%s: …'".formatted(name));
    }
    return value(name, reader);
  }

  /** Whether the field is there. */
  boolean has(String name) {
    return node.fields().containsKey(name);
  }

  /**
   * Reports those of the fields that are there: they belong to the format, but not yet to this
   * version.
   */
  void refuse(Collection<String> names) {
    known.addAll(names);
    for (String name : names) {
      if (has(name)) {
        findings.errorInName(
            ProblemCode.FIELD_UNSUPPORTED,
            at.child(name),
            "'%s' is part of the format, but this version does not support it yet".formatted(name),
            "remove the field; nothing would happen for it");
      }
    }
  }

  /** Counts the names as known, though nobody reads them. */
  void know(Collection<String> names) {
    known.addAll(names);
  }

  /**
   * Reports every field that nobody asked for. {@code owner} says whose fields they are: {@code a
   * notebook step}.
   */
  void end(String owner) {
    for (String name : node.fields().keySet()) {
      if (!known.contains(name)) {
        findings.errorInNameNear(
            ProblemCode.FIELD_UNKNOWN,
            at.child(name),
            "%s has no field '%s'".formatted(owner, name),
            name,
            known);
      }
    }
  }
}
