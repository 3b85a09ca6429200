package dev.millrace.dsl.files;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A bracket expression such as {@code [a-c]}, {@code [!x]} or {@code [[:digit:]]}, by Git's rules.
 * It never contains {@code /}.
 *
 * @param members what stands between the brackets
 * @param negated whether it means everything else
 * @param end the index behind the closing bracket
 */
record CharacterSet(IntPredicate members, boolean negated, int end) {

  boolean contains(int unit) {
    return unit != '/' && members.test(unit) != negated;
  }

  /**
   * Reads the expression whose opening bracket is at {@code begin}.
   *
   * @return null when it is not closed or names an unknown class
   */
  static @Nullable CharacterSet read(int[] pattern, int begin) {
    Reader reader = new Reader(pattern, begin + 1);
    return reader.read();
  }

  private static final class Reader {
    private final int[] pattern;
    private int at;
    private IntPredicate members = unit -> false;

    Reader(int[] pattern, int at) {
      this.pattern = pattern;
      this.at = at;
    }

    @Nullable CharacterSet read() {
      boolean negated = unit(at) == '!' || unit(at) == '^';
      if (negated) {
        at++;
      }
      int previous = -1; // what a dash would begin its range with; -1: nothing
      boolean first = true; // a closing bracket that comes first is a member
      while (first || unit(at) != ']') {
        first = false;
        int unit = unit(at);
        if (unit == '-' && previous >= 0 && unit(at + 1) >= 0 && unit(at + 1) != ']') {
          at++;
          int last = literal();
          if (last < 0) {
            return null;
          }
          int from = previous;
          members = members.or(u -> from <= u && u <= last);
          previous = -1;
        } else if (unit == '[' && unit(at + 1) == ':' && classEnd() >= 0) {
          IntPredicate named = named(text(at + 2, classEnd()));
          if (named == null) {
            return null;
          }
          members = members.or(named);
          at = classEnd() + 2;
          previous = -1;
        } else {
          if (unit == '[' && unit(at + 1) == ':' && !closesSomewhere()) {
            return null;
          }
          int single = literal();
          if (single < 0) {
            return null;
          }
          members = members.or(u -> u == single);
          previous = single;
        }
      }
      return new CharacterSet(members, negated, at + 1);
    }

    /** The unit at an index, and -1 behind the end. */
    private int unit(int index) {
      return index < pattern.length ? pattern[index] : -1;
    }

    /** The next member, after a backslash if there is one; -1 at the end of the pattern. */
    private int literal() {
      if (unit(at) == '\\') {
        at++;
      }
      return unit(at++);
    }

    /** The index of the {@code :]} that ends a class's name; -1 when the next bracket has none. */
    private int classEnd() {
      for (int i = at + 2; i < pattern.length; i++) {
        if (pattern[i] == ']') {
          return i > at + 2 && pattern[i - 1] == ':' ? i - 1 : -1;
        }
      }
      return -1;
    }

    private boolean closesSomewhere() {
      for (int i = at + 2; i < pattern.length; i++) {
        if (pattern[i] == ']') {
          return true;
        }
      }
      return false;
    }

    private String text(int begin, int end) {
      return new String(pattern, begin, end - begin);
    }
  }

  /** A class of ASCII characters as Git defines it; null when there is none of that name. */
  private static @Nullable IntPredicate named(String name) {
    String members =
        switch (name) {
          case "alnum" -> "azAZ09";
          case "alpha" -> "azAZ";
          case "blank" -> "  \t\t";
          case "cntrl" -> "\0\u001f\u007f\u007f";
          case "digit" -> "09";
          case "graph" -> "!~";
          case "lower" -> "az";
          case "print" -> " ~";
          case "punct" -> "!/:@[`{~";
          case "space" -> "  \t\t\n\n\r\r";
          case "upper" -> "AZ";
          case "xdigit" -> "09afAF";
          default -> "";
        };
    if (members.isEmpty()) {
      return null;
    }
    BitSet set = new BitSet(128);
    for (int i = 0; i < members.length(); i += 2) {
      set.set(members.charAt(i), members.charAt(i + 1) + 1);
    }
    return set::get;
  }
}
