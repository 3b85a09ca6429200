package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST reports}: starts and ends of several attempts at once. Each means what it would mean
 * if it were sent alone, and may be repeated as such.
 *
 * @param reports at most {@link WorkerProtocol#MAX_REPORTS}
 */
public record ReportsRequest(List<Report> reports) {
  public ReportsRequest {
    reports = WorkerProtocol.orEmpty(reports);
  }

  /**
   * One of the two.
   *
   * @param start as to {@code attempts/{id}/start}; null: it is an end
   * @param complete as to {@code attempts/{id}/complete}; null: it is a start
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Report(
      UUID attempt, @Nullable StartRequest start, @Nullable CompleteRequest complete) {
    /** The attempt's grant arrived. */
    public static Report start(UUID attempt, StartRequest start) {
      return new Report(attempt, start, null);
    }

    /** The attempt ended. */
    public static Report complete(UUID attempt, CompleteRequest complete) {
      return new Report(attempt, null, complete);
    }
  }
}
