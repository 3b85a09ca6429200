package dev.millrace.dsl.validation;

import org.jspecify.annotations.Nullable;

/**
 * The place of a problem, in the file and in the definition.
 *
 * @param file the file's path from the project's root; null when the definition came from no file
 * @param line from 1; 0 when unknown
 * @param column from 1, counted in characters; 0 when unknown
 * @param pointer the JSON pointer of the innermost thing that is there; empty for the whole
 *     definition
 */
public record Where(@Nullable String file, int line, int column, String pointer) {
  /** A place in a definition that came from no file. */
  public static Where of(Pointer pointer) {
    return new Where(null, 0, 0, pointer.text());
  }

  /** {@code FILE:LINE:COLUMN} as far as known, else the pointer. */
  @Override
  public String toString() {
    if (file == null) {
      return pointer.isEmpty() ? "definition" : pointer;
    }
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
