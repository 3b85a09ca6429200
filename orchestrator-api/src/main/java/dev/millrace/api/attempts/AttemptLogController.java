package dev.millrace.api.attempts;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log of an attempt as pages read it: by ranges of lines, and by what stands in them. */
@RestController
@RequestMapping("/api/v1/attempts/{attempt}/log")
class AttemptLogController {
  private static final int MOST_LINES = 2_000;
  private static final int LONGEST_TEXT = 1_000;

  private final AttemptLogLines lines;

  AttemptLogController(AttemptLogLines lines) {
    this.lines = lines;
  }

  /** Lines of the log from one on; without {@code from} the last ones. */
  @GetMapping("/lines")
  @Requires(scope = Scope.ATTEMPT)
  LogLines lines(
      @PathVariable UUID attempt,
      @RequestParam(required = false) @Nullable Integer from,
      @RequestParam(defaultValue = "500") int lines) {
    if (lines < 1 || lines > MOST_LINES) {
      throw Problem.invalid("QUERY", "lines must be from 1 to " + MOST_LINES).exception();
    }
    if (from != null && from < 1) {
      throw Problem.invalid("QUERY", "from must be 1 or more: lines are counted from 1")
          .exception();
    }
    return this.lines.read(attempt, from, lines);
  }

  /** Which lines contain a text, whatever its case. */
  @GetMapping("/matches")
  @Requires(scope = Scope.ATTEMPT)
  LogMatches matches(@PathVariable UUID attempt, @RequestParam String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw Problem.invalid(
              "QUERY", "text must have from 1 to %d characters".formatted(LONGEST_TEXT))
          .exception();
    }
    return lines.find(attempt, text);
  }
}
