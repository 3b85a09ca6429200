package dev.millrace.dsl.files;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern over paths from the project's root, as in {@code artifacts} and {@code inputs}: {@code
 * *} and {@code ?} within a name, {@code **} across folders, also none, <code>{a,b}</code>, {@code
 * [a-c]} and {@code [!a]}. A pattern that names a folder means everything in it. Immutable.
 *
 * <p>{@code *} and {@code **} take every character, a line feed as well. Case counts. Unlike in a
 * {@code .gitignore}, a pattern without {@code /} is about the root only, {@code **} crosses
 * folders wherever it stands, and {@code ?} is one character, not one byte.
 */
public final class PathGlob {
  /** Characters of the longest pattern. */
  public static final int MAX_LENGTH = 4 * PathRules.MAX_PATH_BYTES;

  private static final int MAX_DEPTH = 20;

  private final String text;
  private final String normal;
  private final Wildcards pattern;

  private PathGlob(String text, String normal, Wildcards pattern) {
    this.text = text;
    this.normal = normal;
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws PathGlobException when it leaves the project or is no pattern
   */
  public static PathGlob of(String text) throws PathGlobException {
    String normal = text;
    while (normal.startsWith("./")) {
      normal = normal.substring(2);
    }
    if (normal.endsWith("/") && normal.length() > 1) {
      normal = normal.substring(0, normal.length() - 1);
    }
    if (normal.isEmpty()
        || normal.startsWith("/")
        || List.of(normal.split("/", -1)).contains("..")) {
      throw new PathGlobException(
          "leaves the project; name files from the project's root, as data/*.csv");
    }
    if (text.length() > MAX_LENGTH) {
      throw new PathGlobException("is longer than %,d characters".formatted(MAX_LENGTH));
    }
    return new PathGlob(text, normal, new Compiler(normal.codePoints().toArray()).compile());
  }

  /** Whether it names the file at this path from the root, written with {@code /}. */
  public boolean matches(String path) {
    return pattern.matchesPathOrFolder(path.codePoints().toArray());
  }

  /** The first part of its path, as it is written: a name, or a pattern of names. */
  public String firstFolder() {
    return normal.split("/", 2)[0];
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static final class Compiler {
    private final int[] pattern;
    private final Wildcards.Builder to = new Wildcards.Builder();
    private int at;

    Compiler(int[] pattern) {
      this.pattern = pattern;
    }

    Wildcards compile() throws PathGlobException {
      sequence(0, true);
      return to.build();
    }

    /**
     * Reads up to the end of the pattern or, in braces, up to the comma or brace that ends the
     * alternative.
     *
     * @param depth how many braces are open
     * @param begins whether a part of the path begins here
     */
    private void sequence(int depth, boolean begins) throws PathGlobException {
      boolean first = begins;
      while (at < pattern.length) {
        int unit = pattern[at];
        if (depth > 0 && (unit == ',' || unit == '}')) {
          return;
        }
        switch (unit) {
          case '*' -> first = stars(first);
          case '?' -> {
            to.one();
            at++;
            first = false;
          }
          case '[' -> {
            set();
            first = false;
          }
          case '{' -> {
            braces(depth + 1, first);
            first = false;
          }
          case '\\' -> {
            escaped();
            first = false;
          }
          default -> {
            to.literal(unit);
            at++;
            first = unit == '/';
          }
        }
      }
    }

    /** Returns whether a part of the path begins behind the stars. */
    private boolean stars(boolean first) {
      int begin = at;
      while (at < pattern.length && pattern[at] == '*') {
        at++;
      }
      boolean crosses = at - begin > 1;
      if (crosses && first && at < pattern.length && pattern[at] == '/') {
        int none = to.split();
        to.many(true);
        to.literal('/');
        to.branchTo(none, to.here());
        at++;
        return true;
      }
      to.many(crosses);
      return false;
    }

    private void set() throws PathGlobException {
      CharacterSet set = CharacterSet.read(pattern, at);
      if (set == null) {
        throw new PathGlobException(
            "is no pattern: its '[' is not closed; write [[] for a bracket");
      }
      to.take(set::contains);
      at = set.end();
    }

    private void escaped() throws PathGlobException {
      if (at + 1 == pattern.length) {
        throw new PathGlobException("is no pattern: nothing follows its last backslash");
      }
      to.literal(pattern[at + 1]);
      at += 2;
    }

    private void braces(int depth, boolean first) throws PathGlobException {
      if (depth > MAX_DEPTH) {
        throw new PathGlobException(
            "is no pattern: more than %d braces are open at once".formatted(MAX_DEPTH));
      }
      List<Integer> ends = new ArrayList<>();
      while (at < pattern.length && pattern[at] != '}') {
        at++; // the brace or the comma
        int other = to.split();
        sequence(depth, first);
        ends.add(to.jump());
        to.branchTo(other, to.here());
      }
      if (at == pattern.length) {
        throw new PathGlobException("is no pattern: its '{' is not closed; write [{] for a brace");
      }
      at++;
      to.fail(); // behind the last alternative there is no other
      for (int end : ends) {
        to.land(end, to.here());
      }
    }
  }
}
