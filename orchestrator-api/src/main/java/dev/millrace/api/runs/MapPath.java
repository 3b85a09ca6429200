package dev.millrace.api.runs;

import dev.millrace.api.problems.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which item of a mapped step, as addresses write it: {@code 0.3} is the fourth item of the first.
 *
 * @param items numbers from 0, the outermost first; never empty
 */
record MapPath(List<Integer> items) {
  private static final Pattern SPELLING = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,9}");

  /**
   * The path of an address.
   *
   * @throws dev.millrace.api.problems.ProblemException 404 when it is none
   */
  static MapPath of(String text) {
    if (!SPELLING.matcher(text).matches()) {
      throw Problem.notFound("map path", text)
          .hint("it is written as numbers from 0 with dots between them, such as 0.3")
          .exception();
    }
    return new MapPath(Stream.of(text.split("\\.", -1)).map(Integer::valueOf).toList());
  }

  @Override
  public String toString() {
    return items.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
