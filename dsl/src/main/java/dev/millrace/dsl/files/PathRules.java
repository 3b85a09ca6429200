package dev.millrace.dsl.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths a project's file or an artifact may have: relative, with {@code /} between folders,
 * and with the same meaning on every file system and in every address. Names that only some systems
 * accept are refused here, once, so that no worker has to repair them.
 */
public final class PathRules {

  /** The longest path, in bytes of UTF-8. */
  public static final int MAX_PATH_BYTES = 1024;

  /** The longest name of one file or folder, in bytes of UTF-8; what common file systems allow. */
  public static final int MAX_NAME_BYTES = 255;

  private static final Pattern ENCODED_SEPARATOR =
      Pattern.compile("%(2e|2f|5c|00)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> RESERVED = Set.of(".git", ".millrace");

  private PathRules() {}

  /**
   * Judges one path.
   *
   * @return what is wrong with it, as the end of a sentence that begins with the path; empty when
   *     nothing is
   */
  public static Optional<String> fault(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      return Optional.of("is longer than %d bytes".formatted(MAX_PATH_BYTES));
    }
    return characterFault(path).or(() -> shapeFault(path));
  }

  /**
   * Judges the path of a file that a step publishes. A colon, a device's name and the like are
   * allowed here, because only workers see such a file again.
   *
   * @return as {@link #fault}
   */
  public static Optional<String> artifactFault(String path) {
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      return Optional.of("is longer than %d bytes".formatted(MAX_PATH_BYTES));
    }
    return path.codePoints()
        .filter(c -> Character.isISOControl(c) || c == 0xFFFD || isSurrogate(c))
        .mapToObj(PathRules::flawOf)
        .findFirst()
        .or(() -> path.indexOf('\\') < 0 ? Optional.empty() : Optional.of("has a backslash"));
  }

  private static boolean isSurrogate(int character) {
    return Character.getType(character) == Character.SURROGATE;
  }

  private static Optional<String> characterFault(String path) {
    if (path.indexOf('\\') >= 0) {
      return Optional.of("has a backslash; folders are separated by '/'");
    }
    if (path.indexOf(':') >= 0) {
      return Optional.of("has a colon, which names a drive or a stream on some systems");
    }
    if (ENCODED_SEPARATOR.matcher(path).find()) {
      return Optional.of("has a percent-encoded '.', '/', '\\' or NUL");
    }
    return path.codePoints().filter(PathRules::isInvisible).mapToObj(PathRules::flawOf).findFirst();
  }

  private static String flawOf(int character) {
    return DiskNames.isEscapedByte(character)
        ? "is not UTF-8; rename it"
        : "has the character U+%04X, which is not visible text".formatted(character);
  }

  /**
   * Control, formatting and unpaired characters, separators of lines, and what stands for
   * undecodable bytes.
   */
  static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> character == 0xFFFD;
    };
  }

  private static Optional<String> shapeFault(String path) {
    if (path.startsWith("/")) {
      return Optional.of("is absolute; paths begin at the project's root, without '/'");
    }
    for (String name : path.split("/", -1)) {
      Optional<String> fault = nameFault(name);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> nameFault(String name) {
    if (name.isEmpty()) {
      return Optional.of("has an empty folder or file name");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("has the part '%s', which leads elsewhere".formatted(name));
    }
    if (name.endsWith(".") || name.endsWith(" ") || name.startsWith(" ")) {
      return Optional.of("has a name that ends with '.' or begins or ends with a space");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      return Optional.of("has a name longer than %d bytes".formatted(MAX_NAME_BYTES));
    }
    if (RESERVED.contains(PathSet.folded(name))) {
      return Optional.of("has the reserved name '%s'".formatted(name));
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICE.matcher(stem).matches()
        ? Optional.of("has the name '%s', which is a device on some systems".formatted(name))
        : Optional.empty();
  }
}
