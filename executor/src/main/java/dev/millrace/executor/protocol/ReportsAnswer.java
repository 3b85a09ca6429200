package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ReportsRequest}.
 *
 * @param answers one for each report, in their order
 */
public record ReportsAnswer(List<Answer> answers) {
  public ReportsAnswer {
    answers = WorkerProtocol.orEmpty(answers);
  }

  /**
   * The answer to one report; neither: it could not be taken with the others, and whoever sends it
   * alone hears why.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(@Nullable StartAnswer start, @Nullable CompleteAnswer complete) {
    /** Says to send the report alone. */
    public static final Answer NONE = new Answer(null, null);
  }
}
