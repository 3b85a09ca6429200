package dev.millrace.dsl.codec;

import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.Where;
import java.util.List;
import java.util.Locale;

/** Reads Dag files as they lie in a project: bytes and a path. */
public final class DagFiles {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private DagFiles() {}

  /**
   * Whether a file of that path from the project's root is a Dag file: {@code dags/**} with a known
   * ending.
   */
  public static boolean isDagFile(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return path.startsWith("dags/")
        && (lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json"));
  }

  /**
   * Reads and judges a file; JSON where its name says so, else YAML. Never throws for what the file
   * holds.
   *
   * @param content UTF-8, with or without a byte order mark; at most 1 MiB is accepted
   * @param path from the project's root
   */
  public static ParsedDag read(byte[] content, String path, DagValidator validator) {
    if (content.length > TextLimits.FILE_BYTES) {
      return refused(
          ProblemCode.FILE_TOO_BIG,
          path,
          "the file has %,d KiB; a Dag file has at most %,d KiB"
              .formatted((content.length + 1023) >> 10, TextLimits.FILE_BYTES >> 10),
          "move data out of the definition, or split it into several Dags");
    }
    Utf8.Decoded decoded = Utf8.decode(content);
    if (decoded.text() == null) {
      return refused(
          ProblemCode.NOT_UTF8,
          path,
          "the file is not UTF-8: byte %d (0x%02X) at offset %d"
              .formatted(decoded.flawAt() + 1, content[decoded.flawAt()] & 0xFF, decoded.flawAt()),
          "save the file as UTF-8");
    }
    String text = decoded.text();
    String body = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    return path.toLowerCase(Locale.ROOT).endsWith(".json")
        ? DagJson.read(body, path, validator)
        : DagYaml.read(body, path, validator);
  }

  private static ParsedDag refused(ProblemCode code, String path, String message, String hint) {
    Problem problem = Problem.error(code, message, new Where(path, 0, 0, "")).hint(hint);
    return DefinitionReader.unreadable(List.of(problem), "", path);
  }
}
