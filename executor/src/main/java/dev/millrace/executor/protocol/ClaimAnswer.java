package dev.millrace.executor.protocol;

import java.util.List;

/**
 * The answer to {@link ClaimRequest}.
 *
 * @param claimNo the request's number
 * @param grants leased attempts; empty when the wait ended without work
 */
public record ClaimAnswer(long claimNo, List<Grant> grants) {
  public ClaimAnswer {
    grants = WorkerProtocol.orEmpty(grants);
  }
}
