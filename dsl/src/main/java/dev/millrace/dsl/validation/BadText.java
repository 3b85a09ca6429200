package dev.millrace.dsl.validation;

import org.jspecify.annotations.Nullable;

/** Texts that PostgreSQL cannot hold and UTF-8 cannot carry. */
public final class BadText {
  private BadText() {}

  /** What is wrong with the text, to be put after "contains"; null when nothing is. */
  public static @Nullable String flaw(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "the character NUL (U+0000), which cannot be stored";
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "half of a character (the lone surrogate U+%04X)".formatted((int) c);
      }
    }
    return null;
  }
}
