package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link CompleteRequest}.
 *
 * @param accepted whether the completion stands; false only together with {@code missingEventsFrom}
 * @param missingEventsFrom the first event the server lacks: send from there, then repeat the
 *     completion; null: none
 * @param grants answer to the claim that rode along; empty in a stored answer
 * @param claimNo that claim's number; null when none rode along or it was not answered, and then
 *     the claim counts as given up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteAnswer(
    boolean accepted,
    @Nullable Long missingEventsFrom,
    List<Grant> grants,
    @Nullable Long claimNo) {
  public CompleteAnswer {
    grants = WorkerProtocol.orEmpty(grants);
  }
}
