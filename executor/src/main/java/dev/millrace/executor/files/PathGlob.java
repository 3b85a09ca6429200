package dev.millrace.executor.files;

import dev.millrace.executor.protocol.StepFailedException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over paths from the project's root: {@code *} and {@code ?} within a folder, {@code **}
 * across folders, also none, <code>{a,b}</code> and {@code [a-c]}. A pattern that names a folder
 * means everything in it.
 */
final class PathGlob {
  private final String pattern;
  private final List<PathMatcher> matchers;

  private PathGlob(String pattern, List<PathMatcher> matchers) {
    this.pattern = pattern;
    this.matchers = matchers;
  }

  /**
   * Compiles a pattern.
   *
   * @throws StepFailedException {@code ARTIFACT_NAME} when it leaves the project or is no pattern
   */
  static PathGlob of(String pattern) throws StepFailedException {
    String trimmed = pattern.startsWith("./") ? pattern.substring(2) : pattern;
    if (trimmed.isEmpty()
        || trimmed.startsWith("/")
        || List.of(trimmed.split("/")).contains("..")) {
      throw StepFailedException.user(
          "ARTIFACT_NAME",
          "'"
              + pattern
              + "' leaves the project; name files from the project's root, as data/*.csv");
    }
    String base = trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    List<String> spellings = new ArrayList<>(List.of(base, base + "/**"));
    // The JDK's "**/x" wants at least one folder; people mean "x anywhere".
    for (String spelling : List.copyOf(spellings)) {
      if (spelling.startsWith("**/")) {
        spellings.add(spelling.substring("**/".length()));
      }
      if (spelling.contains("/**/")) {
        spellings.add(spelling.replace("/**/", "/"));
      }
    }
    try {
      List<PathMatcher> matchers = new ArrayList<>();
      for (String spelling : spellings) {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + spelling));
      }
      return new PathGlob(pattern, List.copyOf(matchers));
    } catch (PatternSyntaxException e) {
      throw StepFailedException.user(
          "ARTIFACT_NAME", "'" + pattern + "' is not a pattern: " + e.getDescription());
    }
  }

  static List<PathGlob> all(List<String> patterns) throws StepFailedException {
    List<PathGlob> globs = new ArrayList<>();
    for (String pattern : patterns) {
      globs.add(of(pattern));
    }
    return globs;
  }

  /** Whether it names the file at this path from the root, written with {@code /}. */
  boolean matches(String path) {
    Path candidate = Path.of(path);
    return matchers.stream().anyMatch(matcher -> matcher.matches(candidate));
  }

  /** The first part of its path, as it is written: a name, or a pattern of names. */
  String firstFolder() {
    return pattern.replaceFirst("^(\\./)+", "").split("/", 2)[0];
  }

  @Override
  public String toString() {
    return pattern;
  }
}
