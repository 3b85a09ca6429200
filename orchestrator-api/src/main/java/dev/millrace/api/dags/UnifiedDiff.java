package dev.millrace.api.dags;

import dev.millrace.scheduler.catalog.DagVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import tools.jackson.databind.json.JsonMapper;

/** What changed in the author's own text, as {@code diff -u} tells it. */
final class UnifiedDiff {
  private static final DiffAlgorithm ALGORITHM = new HistogramDiff();

  private UnifiedDiff() {}

  /** Empty when the texts are the same but for how their lines end. */
  static String of(DagVersion before, DagVersion after) {
    RawText from = text(before);
    RawText to = text(after);
    EditList edits = ALGORITHM.diff(RawTextComparator.DEFAULT, from, to);
    if (edits.isEmpty()) {
      return "";
    }
    var out = new ByteArrayOutputStream();
    try (var formatter = new DiffFormatter(out)) {
      formatter.format(edits, from, to);
      formatter.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes every byte
    }
    return "--- %s\n+++ %s\n".formatted(name(before), name(after))
        + out.toString(StandardCharsets.UTF_8);
  }

  private static String name(DagVersion version) {
    return "%s version %d"
        .formatted(
            Objects.requireNonNullElse(version.sourcePath(), "definition"), version.number());
  }

  /** As its author wrote it, else what was understood of it. */
  private static RawText text(DagVersion version) {
    String text =
        version.source() == null
            ? JsonMapper.shared().readTree(version.definition()).toPrettyString()
            : version.source();
    String lines = text.replace("\r\n", "\n");
    return new RawText(
        (lines.endsWith("\n") ? lines : lines + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
