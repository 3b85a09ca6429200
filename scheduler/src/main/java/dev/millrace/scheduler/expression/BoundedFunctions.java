package dev.millrace.scheduler.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CEL's own functions whose time grows with the data, with the same meaning and the {@link
 * Deadline} kept.
 */
final class BoundedFunctions {
  /** What these replace. */
  static final Set<StandardFunction> REPLACED =
      Set.of(
          StandardFunction.EQUALS,
          StandardFunction.NOT_EQUALS,
          StandardFunction.IN,
          StandardFunction.CONTAINS,
          StandardFunction.MATCHES);

  /** Parts of a regular expression, repetitions counted. */
  private static final long LARGEST_PATTERN = 4_000;

  /** Parts of the pattern times characters of the text: about a second. */
  private static final long MOST_WORK = 50_000_000;

  private BoundedFunctions() {}

  static List<CelFunctionBinding> bindings(CelOptions options) {
    RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
    List<CelFunctionBinding> bindings = new ArrayList<>();
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "_==_",
            CelFunctionBinding.from(
                "equals", Object.class, Object.class, (a, b) -> equal(equality, a, b))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "_!=_",
            CelFunctionBinding.from(
                "not_equals", Object.class, Object.class, (a, b) -> !equal(equality, a, b))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "@in",
            CelFunctionBinding.from(
                "in_list", Object.class, List.class, (item, list) -> isIn(equality, item, list)),
            CelFunctionBinding.from(
                "in_map", Object.class, Map.class, (key, map) -> isKeyOf(equality, key, map))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "contains",
            CelFunctionBinding.from(
                "contains_string", String.class, String.class, BoundedFunctions::contains)));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "matches",
            CelFunctionBinding.from(
                "matches", String.class, String.class, BoundedFunctions::matches),
            CelFunctionBinding.from(
                "matches_string", String.class, String.class, BoundedFunctions::matches)));
    return bindings;
  }

  private static boolean equal(RuntimeEquality equality, Object a, Object b) {
    Deadline.check();
    return equality.objectEquals(a, b);
  }

  @SuppressWarnings("unchecked") // CEL's lists and maps hold any values
  private static boolean isIn(RuntimeEquality equality, Object item, List<?> list) {
    Deadline.check();
    return equality.inList((List<Object>) list, item);
  }

  @SuppressWarnings("unchecked") // as above
  private static boolean isKeyOf(RuntimeEquality equality, Object key, Map<?, ?> map) {
    Deadline.check();
    return equality.inMap((Map<Object, Object>) map, key);
  }

  /** By Knuth, Morris and Pratt: Java's own search takes the product of both lengths at worst. */
  static boolean contains(String text, String part) {
    Deadline.check();
    if (part.isEmpty()) {
      return true;
    }
    int[] borders = borders(part);
    int matched = 0;
    for (int i = 0; i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched) && ++matched == part.length()) {
        return true;
      }
    }
    return false;
  }

  /** For each beginning of the text, how much of it its end repeats. */
  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    int border = 0;
    for (int i = 1; i < text.length(); i++) {
      while (border > 0 && text.charAt(i) != text.charAt(border)) {
        border = borders[border - 1];
      }
      if (text.charAt(i) == text.charAt(border)) {
        border++;
      }
      borders[i] = border;
    }
    return borders;
  }

  /**
   * RE2's matching takes the product of the text's length and the pattern's size, so that is
   * bounded.
   */
  private static boolean matches(String text, String pattern) {
    Deadline.check();
    long size = sizeOf(pattern);
    if (size > LARGEST_PATTERN || size * text.length() > MOST_WORK) {
      throw new ExpressionException(
          "matches() has too much to do: %,d characters and a pattern of %,d%s parts, repetitions counted"
              .formatted(
                  text.length(),
                  Math.min(size, LARGEST_PATTERN),
                  size > LARGEST_PATTERN ? " or more" : ""));
    }
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new ExpressionException("matches() got no pattern: " + e.getMessage(), e);
    }
  }

  /** About how many parts a pattern has once {@code x{3}} is written out; stops counting early. */
  static long sizeOf(String pattern) {
    Deque<Long> outer = new ArrayDeque<>();
    long size = 0;
    long last = 0; // of the part that a repetition would repeat
    for (int i = 0; i < pattern.length() && size <= LARGEST_PATTERN; i++) {
      switch (pattern.charAt(i)) {
        case '(' -> {
          outer.addLast(size);
          size = 0;
          last = 0;
        }
        case ')' -> {
          last = size + 1;
          size = last + (outer.isEmpty() ? 0 : outer.removeLast());
        }
        case '{' -> {
          long times = timesAt(pattern, i + 1);
          size += last * (times - 1);
          last *= times;
        }
        default -> {
          i += pattern.charAt(i) == '\\' ? 1 : 0;
          last = 1;
          size++;
        }
      }
    }
    return size;
  }

  /** The larger number of {@code 3}}, {@code 3,}} or {@code 3,5}}; 1 where there is none. */
  private static long timesAt(String pattern, int begin) {
    long most = 1;
    long number = 0;
    for (int i = begin; i < pattern.length() && pattern.charAt(i) != '}'; i++) {
      char c = pattern.charAt(i);
      number = c >= '0' && c <= '9' ? Math.min(10 * number + (c - '0'), LARGEST_PATTERN) : 0;
      most = Math.max(most, number);
    }
    return most;
  }
}
