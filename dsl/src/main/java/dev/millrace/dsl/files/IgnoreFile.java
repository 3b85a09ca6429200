package dev.millrace.dsl.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One {@code .gitignore}, with the answers that Git gives: the last pattern that matches decides,
 * case counts, and units are bytes as in Git, so that {@code ?} is half of an {@code é}. Immutable.
 *
 * <p>It follows Git's documentation where Git before 2.53 does not: {@code a**}{@code /b} has no
 * special meaning, it is {@code a*}{@code /b}.
 */
public final class IgnoreFile {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * @param name whether the pattern is about a name at any depth; else about the path from the
   *     file's folder
   */
  private record Rule(Wildcards pattern, boolean name, boolean foldersOnly, boolean negated) {}

  private final List<Rule> rules;

  private IgnoreFile(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Reads a file's content. There are no errors: a pattern that is none matches nothing. */
  public static IgnoreFile of(byte[] content) {
    int begin = startsWithMark(content) ? BYTE_ORDER_MARK.length : 0;
    List<Rule> rules = new ArrayList<>();
    for (int at = begin; at < content.length; at++) {
      int end = at;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      boolean returns = end > at && content[end - 1] == '\r';
      addRule(Arrays.copyOfRange(content, at, returns ? end - 1 : end), rules);
      at = end;
    }
    return new IgnoreFile(rules);
  }

  /** A folder without such a file. */
  public static IgnoreFile none() {
    return new IgnoreFile(List.of());
  }

  /**
   * What this file says about a path; empty when it says nothing and a file further up decides.
   *
   * @param path from the folder of this file, with {@code /}
   * @return whether it is ignored
   */
  public Optional<Boolean> verdict(String path, boolean isFolder) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    int[] whole = units(path.getBytes(StandardCharsets.UTF_8));
    int[] name = whole;
    for (int i = whole.length - 1; i >= 0; i--) {
      if (whole[i] == '/') {
        name = Arrays.copyOfRange(whole, i + 1, whole.length);
        break;
      }
    }
    for (Rule rule : rules.reversed()) {
      if ((isFolder || !rule.foldersOnly()) && rule.pattern().matches(rule.name() ? name : whole)) {
        return Optional.of(!rule.negated());
      }
    }
    return Optional.empty();
  }

  private static boolean startsWithMark(byte[] content) {
    return content.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            content, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private static void addRule(byte[] line, List<Rule> rules) {
    if (line.length == 0 || line[0] == '#') {
      return;
    }
    int[] pattern = withoutTrailingSpaces(upToNul(units(line)));
    boolean negated = pattern.length > 0 && pattern[0] == '!';
    int begin = negated ? 1 : 0;
    int end = pattern.length;
    boolean foldersOnly = end > begin && pattern[end - 1] == '/';
    if (foldersOnly) {
      end--;
    }
    boolean name = true;
    for (int i = begin; i < end; i++) {
      name &= pattern[i] != '/';
    }
    if (!name && pattern[begin] == '/') {
      begin++;
    }
    if (begin < end) {
      int[] rest = Arrays.copyOfRange(pattern, begin, end);
      rules.add(new Rule(compile(rest), name, foldersOnly, negated));
    }
  }

  private static int[] units(byte[] bytes) {
    int[] units = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      units[i] = bytes[i] & 0xff;
    }
    return units;
  }

  private static int[] upToNul(int[] line) {
    int end = 0;
    while (end < line.length && line[end] != 0) {
      end++;
    }
    return Arrays.copyOf(line, end);
  }

  /** A space behind a backslash stays; a backslash at the very end keeps all before it. */
  private static int[] withoutTrailingSpaces(int[] line) {
    int spaces = -1;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\\') {
        if (++i == line.length) {
          return line;
        }
        spaces = -1;
      } else if (line[i] != ' ') {
        spaces = -1;
      } else if (spaces < 0) {
        spaces = i;
      }
    }
    return spaces < 0 ? line : Arrays.copyOf(line, spaces);
  }

  private static Wildcards compile(int[] pattern) {
    Wildcards.Builder to = new Wildcards.Builder();
    int at = 0;
    while (at < pattern.length) {
      switch (pattern[at]) {
        case '*' -> at = stars(pattern, at, to);
        case '?' -> {
          to.one();
          at++;
        }
        case '[' -> {
          CharacterSet set = CharacterSet.read(pattern, at);
          if (set == null) {
            to.fail();
            return to.build();
          }
          to.take(set::contains);
          at = set.end();
        }
        case '\\' -> {
          if (at + 1 == pattern.length) {
            to.fail();
          } else {
            to.literal(pattern[at + 1]);
          }
          at += 2;
        }
        default -> to.literal(pattern[at++]);
      }
    }
    return to.build();
  }

  /** Two stars that are a whole part of the path cross folders; all others stay within a name. */
  private static int stars(int[] pattern, int begin, Wildcards.Builder to) {
    int end = begin;
    while (end < pattern.length && pattern[end] == '*') {
      end++;
    }
    boolean opens = begin == 0 || pattern[begin - 1] == '/';
    boolean closes =
        end == pattern.length
            || pattern[end] == '/'
            || (pattern[end] == '\\' && end + 1 < pattern.length && pattern[end + 1] == '/');
    boolean crosses = end - begin > 1 && opens && closes;
    if (crosses && end < pattern.length && pattern[end] == '/') {
      int none = to.split();
      to.many(true);
      to.literal('/');
      to.branchTo(none, to.here());
      return end + 1;
    }
    to.many(crosses);
    return end;
  }
}
