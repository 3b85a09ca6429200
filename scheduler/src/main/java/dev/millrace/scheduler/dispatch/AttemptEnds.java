package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.scheduler.engine.AttemptEnd;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.Outcome;
import dev.millrace.scheduler.engine.RetryDecision;
import dev.millrace.scheduler.engine.StepEnd;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of attempts that ended what becomes of their steps: an end, a wait for the next try, or a
 * next try.
 */
final class AttemptEnds {
  private final StepSql sql;
  private final Quarantine quarantine;
  private final DispatchMeters meters;

  AttemptEnds(StepSql sql, Quarantine quarantine, DispatchMeters meters) {
    this.sql = sql;
    this.quarantine = quarantine;
    this.meters = meters;
  }

  /**
   * An attempt that ended and whose queue row is deleted.
   *
   * @param cause null when it ended well
   * @param message null: nothing to say
   * @param outputs null: none
   * @param next what a branch notebook chose; null: nothing
   * @param retry whether there may be a next try, and who pays for it
   */
  record Ending(
      UUID attempt,
      UUID stepRun,
      int number,
      AttemptState end,
      @Nullable Cause cause,
      @Nullable String message,
      @Nullable ObjectNode outputs,
      @Nullable List<String> next,
      Retry retry) {}

  /** Whether a step may be tried again after an attempt that ended badly. */
  enum Retry {
    /** As the budget of the cause allows. */
    BY_BUDGET,
    /** Outside any budget: the grant never arrived. */
    FREE,
    /** Not at all: it would end the same way. */
    NEVER
  }

  /** Gathers in the edit what follows for the steps. */
  void apply(RunEdit edit, List<Ending> endings) {
    Map<UUID, StepSql.Tried> steps =
        sql.loadTried(endings.stream().map(Ending::stepRun).toList()).stream()
            .collect(Collectors.toMap(StepSql.Tried::id, Function.identity()));
    for (Ending ending : endings) {
      StepSql.Tried step = steps.get(ending.stepRun());
      if (step == null) {
        throw new IllegalStateException(
            "attempt %s has no step in run %s".formatted(ending.attempt(), edit.run()));
      }
      // Retries and choices stand in the definition: without one the step ends as its attempt did.
      apply(
          edit,
          step,
          quarantine
              .judge(edit, () -> judge(edit, step, ending))
              .orElseGet(
                  () ->
                      new Judged(
                          ending, new RetryDecision.GiveUp(Cause.PLATFORM), Outcome.Plain.PLAIN)));
      edit.ring(BellKey.attempt(ending.attempt()));
    }
    meters.ending(endings);
  }

  /** An attempt's end with what the definition makes of it. */
  private record Judged(Ending ending, RetryDecision retry, Outcome outcome) {}

  private static Judged judge(RunEdit edit, StepSql.Tried step, Ending reported) {
    step.requireState();
    Ending ending = checked(edit, step, reported);
    return new Judged(ending, retry(edit, step, ending), outcome(edit, step, ending));
  }

  private static void apply(RunEdit edit, StepSql.Tried step, Judged judged) {
    Ending ending = judged.ending();
    RetryDecision retry = judged.retry();
    StepState next = AttemptEnd.stepAfter(ending.end(), edit.isStopping(), retry);
    boolean again = next == StepState.READY || next == StepState.RETRY_WAIT;
    Cause budget = again && retry instanceof RetryDecision.Retry r ? r.budget() : null;
    int used = retry instanceof RetryDecision.Retry r ? r.number() : 0;
    Long delay =
        next == StepState.RETRY_WAIT && retry instanceof RetryDecision.Retry r
            ? r.delay().toMillis()
            : null;
    edit.tried(
        new StepSql.TriedWrite(
            step.id(),
            next,
            ending.number(),
            budget == Cause.USER ? used : step.userRetries(),
            budget == Cause.PLATFORM ? used : step.platformRetries(),
            delay,
            ending.message(),
            next == StepState.SUCCEEDED ? Json.writeOrNull(ending.outputs()) : null,
            next == StepState.SUCCEEDED ? ending.next() : null,
            ending.end() != AttemptState.LOST && ending.end() != AttemptState.CANCELLED),
        next.isTerminal() ? new StepEnd(step.ordinal(), next, judged.outcome()) : null);
    note(edit, step, ending, next, delay);
  }

  private static RetryDecision retry(RunEdit edit, StepSql.Tried step, Ending ending) {
    Cause cause = ending.cause() == null ? Cause.USER : ending.cause();
    return switch (ending.retry()) {
      case FREE -> new RetryDecision.Retry(Cause.PLATFORM, step.platformRetries(), Duration.ZERO);
      case NEVER -> new RetryDecision.GiveUp(cause);
      case BY_BUDGET ->
          RetryDecision.after(
              ending.attempt(),
              cause,
              edit.definition().step(step.step()).retries(),
              step.userRetries(),
              step.platformRetries());
    };
  }

  // A branch notebook that chose what does not exist failed, whatever its kernel says; another try
  // would choose the
  // same, but that is its author's business.
  private static Ending checked(RunEdit edit, StepSql.Tried step, Ending ending) {
    if (ending.end() != AttemptState.SUCCEEDED || !isBranch(edit, step)) {
      return ending;
    }
    List<String> chosen = ending.next() == null ? List.of() : ending.next();
    List<String> unknown = edit.plan().unknown(chosen);
    if (unknown.isEmpty()) {
      return with(ending, AttemptState.SUCCEEDED, null, ending.message(), chosen);
    }
    return with(
        ending,
        AttemptState.FAILED,
        Cause.USER,
        "chose steps that do not exist: " + String.join(", ", unknown),
        null);
  }

  private static Ending with(
      Ending ending,
      AttemptState end,
      @Nullable Cause cause,
      @Nullable String message,
      @Nullable List<String> next) {
    return new Ending(
        ending.attempt(),
        ending.stepRun(),
        ending.number(),
        end,
        cause,
        message,
        ending.outputs(),
        next,
        ending.retry());
  }

  private static boolean isBranch(RunEdit edit, StepSql.Tried step) {
    return edit.definition().definition(step.step()) instanceof BranchStep branch
        && branch.choice() instanceof BranchChoice.ByNotebook;
  }

  private static Outcome outcome(RunEdit edit, StepSql.Tried step, Ending ending) {
    return isBranch(edit, step) && ending.next() != null
        ? edit.plan().outcome(step.ordinal(), ending.next())
        : Outcome.Plain.PLAIN;
  }

  private static void note(
      RunEdit edit, StepSql.Tried step, Ending ending, StepState next, @Nullable Long delay) {
    ObjectNode data = RunEvents.attempt(step.step(), ending.attempt(), ending.number());
    if (ending.message() != null) {
      data.put("message", ending.message());
    }
    if (ending.end() == AttemptState.LOST) {
      edit.event("attempt_lost", data.deepCopy());
    }
    switch (next) {
      case READY -> edit.event("step_ready", RunEvents.step(step.step()));
      case RETRY_WAIT -> edit.event("step_retry_wait", data.put("delayMillis", delay));
      case SUCCEEDED, FAILED, SKIPPED, UPSTREAM_FAILED, CANCELLED ->
          edit.event("step_ended", data.put("state", next.wireName()));
      case WAITING, RUNNING ->
          throw new IllegalStateException(
              "an attempt's end cannot make a step '%s'".formatted(next.wireName()));
    }
  }
}
