package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.step.StepResult;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server that an attempt starts and how it ended, for as long as it takes to be heard.
 */
final class AttemptReport {
  private static final Logger log = LoggerFactory.getLogger(AttemptReport.class);

  private final Grant grant;
  private final Session session;
  private final EventSender sender;
  private final BooleanSupplier wantsMore;

  /**
   * Reports for one attempt.
   *
   * @param wantsMore whether a completion should ask for more work
   */
  AttemptReport(Grant grant, Session session, EventSender sender, BooleanSupplier wantsMore) {
    this.grant = grant;
    this.session = session;
    this.sender = sender;
    this.wantsMore = wantsMore;
  }

  StartAnswer.Answer start() throws IOException, InterruptedException {
    return Backoff.untilAnswered(() -> session.client().start(grant)).answer();
  }

  /**
   * Completes, and begins what the answer brings.
   *
   * @return how many of the attempt's slots that takes
   * @throws RefusedException when the attempt is no longer this worker's
   */
  int complete(AttemptOutcome first) throws IOException, InterruptedException {
    AttemptOutcome outcome = first.masked(grant.mask());
    boolean refused = false;
    boolean asks = true;
    Backoff backoff = new Backoff();
    while (true) {
      CompleteRequest request = outcome.request(grant.epoch(), sender.awaitSent());
      CompleteRequest.@Nullable Claim claim = asks && wantsMore.getAsBoolean() ? claim() : null;
      try {
        CompleteAnswer answer = session.client().complete(grant, request.withClaim(claim));
        if (answer.accepted()) {
          log.info("step {} of run {} ended: {}", grant.step(), grant.run(), request.state());
          return claim == null ? 0 : session.accept(claim.claimNo(), answer.grants());
        }
        sender.resendFrom(answer.missingEventsFrom() == null ? 1 : answer.missingEventsFrom());
      } catch (ServerUnavailableException e) {
        asks = false; // the lost answer may have carried grants; a repeated one never does
        backoff.pause();
      } catch (RefusedException e) {
        if (e.isLost() || refused) {
          throw e;
        }
        refused = true;
        log.warn("step {} is completed as failed: {}", grant.step(), e.getMessage());
        String message = "COMPLETION_REFUSED: " + e.getMessage();
        outcome = AttemptOutcome.of(StepResult.failed(CompleteRequest.Cause.USER, message));
      } finally {
        if (claim != null) {
          session.claims().settle(claim.claimNo());
        }
      }
    }
  }

  private CompleteRequest.Claim claim() {
    return new CompleteRequest.Claim(session.claims().next(), grant.slots());
  }
}
