package dev.millrace.api.workers;

import dev.millrace.api.problems.Problem;
import dev.millrace.dsl.StorableText;
import dev.millrace.dsl.validation.JsonFlaws;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.scheduler.dispatch.ClaimRequest;
import dev.millrace.scheduler.dispatch.Completion;
import dev.millrace.scheduler.dispatch.CompletionAnswer;
import dev.millrace.scheduler.dispatch.PublishedArtifact;
import dev.millrace.scheduler.dispatch.Report;
import dev.millrace.scheduler.dispatch.ReportAnswer;
import dev.millrace.scheduler.dispatch.UsedInput;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Translates what a worker says of its attempts for the dispatcher, and the answers back. */
@Component
class ReportMapping {
  private static final int MAX_DEPTH = 500;
  private static final Logger log = LoggerFactory.getLogger(ReportMapping.class);

  private final GrantMapping grants;

  ReportMapping(GrantMapping grants) {
    this.grants = grants;
  }

  Report.End end(UUID attempt, CompleteRequest body) {
    CompleteRequest.@Nullable Claim claim = body.claim();
    return new Report.End(
        completion(attempt, body),
        claim == null ? null : new ClaimRequest(claim.claimNo(), claim.slots()));
  }

  StartAnswer answer(dev.millrace.scheduler.dispatch.StartAnswer answer) {
    return new StartAnswer(
        switch (answer) {
          case GO -> StartAnswer.Answer.GO;
          case VOID -> StartAnswer.Answer.VOID;
          case CANCELLED -> StartAnswer.Answer.CANCELLED;
        });
  }

  CompleteAnswer answer(@Nullable ClaimRequest claim, CompletionAnswer answer) {
    return switch (answer) {
      case CompletionAnswer.Accepted accepted ->
          new CompleteAnswer(
              true,
              null,
              grants.toProtocol(accepted.grants()),
              // A claim that got nothing counts as given up: the worker parks a new one.
              claim == null || accepted.grants().isEmpty() ? null : claim.claimNo());
      case CompletionAnswer.MissingEvents missing ->
          new CompleteAnswer(false, missing.from(), List.of(), null);
    };
  }

  /** What failed is left to be sent alone: there, one place tells the reason in the API's words. */
  ReportsAnswer.Answer answer(Report report, ReportAnswer answer) {
    return switch (answer) {
      case ReportAnswer.Started started -> new ReportsAnswer.Answer(answer(started.answer()), null);
      case ReportAnswer.Ended ended ->
          new ReportsAnswer.Answer(
              null, answer(report instanceof Report.End end ? end.claim() : null, ended.answer()));
      case ReportAnswer.Failed failed -> {
        log.info(
            "a report of attempt {} was not taken with others ({}); its worker sends it alone",
            report.attempt(),
            failed.reason().toString());
        yield ReportsAnswer.Answer.NONE;
      }
    };
  }

  private static Completion completion(UUID attempt, CompleteRequest body) {
    ObjectNode outputs = Json.object();
    body.outputs().forEach(outputs::set);
    requireStorable(outputs);
    return new Completion(
        attempt,
        body.epoch(),
        state(body.state()),
        cause(body.cause()),
        body.message(),
        body.failedCell(),
        outputs,
        body.next(),
        body.inputs().stream().map(i -> new UsedInput(i.path(), i.digest(), i.producer())).toList(),
        body.artifacts().stream()
            .map(a -> new PublishedArtifact(a.path(), a.digest(), a.size(), a.mediaType()))
            .toList(),
        body.notebook(),
        body.notebookDigest(),
        body.kernel(),
        body.environmentDigest(),
        body.lastEvent());
  }

  private static void requireStorable(ObjectNode outputs) {
    StorableText.Flaw flaw = StorableText.flaw(outputs);
    if (flaw != null) {
      throw refused(
          flaw.pointer(), "the output at %s contains %s".formatted(flaw.pointer(), flaw.what()));
    }
    JsonFlaws.all(outputs, Pointer.ROOT, MAX_DEPTH).stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw refused(
                  other.at().text(), "the output at %s: %s".formatted(other.at(), other.message()));
            });
  }

  private static RuntimeException refused(String pointer, String message) {
    return Problem.invalid("OUTPUT_TYPE", message)
        .at(new Problem.Where(null, null, null, "/outputs" + pointer))
        .exception();
  }

  private static AttemptState state(CompleteRequest.State state) {
    return switch (state) {
      case SUCCEEDED -> AttemptState.SUCCEEDED;
      case FAILED -> AttemptState.FAILED;
      case SKIPPED -> AttemptState.SKIPPED;
      case TIMED_OUT -> AttemptState.TIMED_OUT;
      case CANCELLED -> AttemptState.CANCELLED;
    };
  }

  private static @Nullable Cause cause(CompleteRequest.@Nullable Cause cause) {
    return switch (cause) {
      case null -> null;
      case USER -> Cause.USER;
      case PLATFORM -> Cause.PLATFORM;
      case TIMEOUT -> Cause.TIMEOUT;
    };
  }
}
