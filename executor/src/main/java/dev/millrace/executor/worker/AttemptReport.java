package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StartAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server that an attempt starts and how it ended, for as long as it takes to be heard.
 *
 * <p>A completion that the server does not take is replaced by a minimal one, which says no more
 * than that; if that is not taken either, the heartbeats name the attempt as undeliverable and the
 * server ends it. So no attempt is reported for ever.
 */
final class AttemptReport {
  private static final Logger log = LoggerFactory.getLogger(AttemptReport.class);

  /** Longer than a heartbeat takes to be answered, so that a drop comes first. */
  private static final Duration UNDELIVERABLE = Duration.ofMinutes(2);

  private static final int MAX_REASON = 1 << 10;

  private final Grant grant;
  private final Session session;
  private final EventSender sender;
  private final BooleanSupplier wantsMore;
  private final ServerFailures.Limit limit;

  /**
   * Reports for one attempt.
   *
   * @param wantsMore whether a completion should ask for more work
   * @param limit when a report is given up that the server fails with
   */
  AttemptReport(
      Grant grant,
      Session session,
      EventSender sender,
      BooleanSupplier wantsMore,
      ServerFailures.Limit limit) {
    this.grant = grant;
    this.session = session;
    this.sender = sender;
    this.wantsMore = wantsMore;
    this.limit = limit;
  }

  /**
   * Reports the start.
   *
   * @throws NotTakenException when the server does not take it
   * @throws RefusedException when the attempt is no longer this worker's
   */
  StartAnswer.Answer start() throws IOException, InterruptedException {
    try {
      return Backoff.untilAnswered(
              () -> session.client().start(grant), failures("start of step " + grant.step()))
          .answer();
    } catch (RefusedException e) {
      if (e.isLost()) {
        throw e;
      }
      throw new NotTakenException(String.valueOf(e.getMessage()), e.pointer(), e);
    }
  }

  /**
   * Completes, and begins what the answer brings.
   *
   * @return how many of the attempt's slots that takes
   * @throws RefusedException when the attempt is no longer this worker's
   */
  int complete(AttemptOutcome ended) throws IOException, InterruptedException {
    AttemptOutcome outcome = ended.masked(grant.mask()).storable();
    try {
      return deliver(outcome);
    } catch (NotTakenException e) {
      log.warn("step {} is completed as failed: {}", grant.step(), e.getMessage());
      return completeMinimally(e);
    }
  }

  private int completeMinimally(NotTakenException reason) throws IOException, InterruptedException {
    String message = ascii("COMPLETION_REFUSED: " + reason.getMessage());
    CompleteRequest.Cause cause =
        reason.isAboutValues() ? CompleteRequest.Cause.USER : CompleteRequest.Cause.PLATFORM;
    try {
      return deliver(
          CompleteRequest.ended(grant.epoch(), CompleteRequest.State.FAILED, cause, mask(message)));
    } catch (NotTakenException e) {
      log.warn(
          "the end of step {} of run {} cannot be reported: the server is asked to end it",
          grant.step(),
          grant.run());
      awaitDrop(ascii(String.valueOf(e.getMessage())));
      return 0;
    }
  }

  // Its thread is interrupted when the server has ended the attempt.
  private void awaitDrop(String reason) throws IOException, InterruptedException {
    session.held().undeliverable(grant.attempt(), reason);
    TimeUnit.NANOSECONDS.sleep(UNDELIVERABLE.toNanos());
    throw new IOException("the server did not end it, although its end could not be reported");
  }

  private String mask(String message) {
    return grant.mask().apply(message);
  }

  private static String ascii(String text) {
    String plain =
        new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
            .replaceAll("[^\\x20-\\x7e]+", " ");
    return plain.substring(0, Math.min(MAX_REASON, plain.length()));
  }

  private int deliver(AttemptOutcome outcome) throws IOException, InterruptedException {
    return deliver(last -> outcome.request(grant.epoch(), last));
  }

  private int deliver(CompleteRequest minimal) throws IOException, InterruptedException {
    return deliver(last -> minimal);
  }

  /** A completion that names the last event which the server has. */
  @FunctionalInterface
  private interface Written {
    CompleteRequest after(long lastEvent);
  }

  private int deliver(Written completion) throws IOException, InterruptedException {
    boolean asks = true;
    Backoff backoff = new Backoff();
    ServerFailures failures = failures("completion of step " + grant.step());
    while (true) {
      CompleteRequest request = completion.after(sender.awaitSent());
      CompleteRequest.@Nullable Claim claim = asks && wantsMore.getAsBoolean() ? claim() : null;
      try {
        CompleteAnswer answer = session.client().complete(grant, request.withClaim(claim));
        if (answer.accepted()) {
          log.info("step {} of run {} ended: {}", grant.step(), grant.run(), request.state());
          return claim == null ? 0 : session.accept(claim.claimNo(), answer.grants());
        }
        sender.resendFrom(answer.missingEventsFrom() == null ? 1 : answer.missingEventsFrom());
      } catch (ServerFailedException e) {
        asks = false;
        failures.pauseAfter(e);
      } catch (ServerUnavailableException e) {
        asks = false; // the lost answer may have carried grants; a repeated one never does
        backoff.pause();
      } catch (RefusedException e) {
        if (e.isLost()) {
          throw e;
        }
        if (e.code() != null) {
          throw new NotTakenException(String.valueOf(e.getMessage()), e.pointer(), e);
        }
        asks = false; // not the server's own word: something between it and here is in the way
        backoff.pause();
      } finally {
        if (claim != null) {
          session.claims().settle(claim.claimNo());
        }
      }
    }
  }

  private ServerFailures failures(String what) {
    return new ServerFailures(what + " of run " + grant.run(), limit, System::nanoTime);
  }

  private CompleteRequest.Claim claim() {
    return new CompleteRequest.Claim(session.claims().next(), grant.slots());
  }
}
