package dev.millrace.api.frames;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Neighbouring outputs of a cell, as an address names them: {@code 3} or {@code 3-5}. */
record OutputRange(int first, int last) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  static Optional<OutputRange> of(String text) {
    Matcher range = TEXT.matcher(text);
    if (!range.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(range.group(1));
    return Optional.of(
        new OutputRange(first, range.group(2) == null ? first : Integer.parseInt(range.group(2))));
  }
}
