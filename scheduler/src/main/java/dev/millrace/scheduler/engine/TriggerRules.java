package dev.millrace.scheduler.engine;

import static dev.millrace.scheduler.engine.StepState.SKIPPED;
import static dev.millrace.scheduler.engine.StepState.UPSTREAM_FAILED;

import dev.millrace.dsl.TriggerRule;

/**
 * Judges a waiting step by how its direct upstream steps ended.
 *
 * <p>Pure and total. A step that no rule lets wait forever: once all upstream steps ended, every
 * rule starts the step or ends it, so a run cannot get stuck. The table is in {@code
 * docs/semantics.md}.
 */
final class TriggerRules {
  private TriggerRules() {}

  /** What becomes of the step. */
  sealed interface Verdict {
    /** It goes on waiting. */
    enum Wait implements Verdict {
      WAIT
    }

    /** It may start. */
    enum Start implements Verdict {
      START
    }

    /** It ends without running: skipped or upstream_failed. */
    record End(StepState state) implements Verdict {}
  }

  static Verdict judge(TriggerRule rule, UpstreamCounts up) {
    if (up.total() == 0) {
      return Verdict.Start.START;
    }
    int failed = up.failedOrUpstreamFailed();
    return switch (rule) {
      case ALL_SUCCESS ->
          failed > 0
              ? end(UPSTREAM_FAILED)
              : up.skipped() > 0 ? end(SKIPPED) : startIf(up.succeeded() == up.total());
      case ALL_FAILED ->
          up.succeeded() + up.skipped() > 0 ? end(SKIPPED) : startIf(failed == up.total());
      case ALL_DONE -> startIf(up.allFinished());
      case ALL_DONE_MIN_ONE_SUCCESS ->
          up.skipped() > 0
              ? end(SKIPPED)
              : up.allFinished() && up.succeeded() == 0
                  ? end(UPSTREAM_FAILED)
                  : startIf(up.allFinished());
      case ALL_SKIPPED ->
          up.succeeded() + failed > 0 ? end(SKIPPED) : startIf(up.skipped() == up.total());
      case ONE_SUCCESS ->
          up.succeeded() > 0
              ? Verdict.Start.START
              : up.skipped() == up.total() ? end(SKIPPED) : endWhenAllFinished(up, UPSTREAM_FAILED);
      case ONE_FAILED -> failed > 0 ? Verdict.Start.START : endWhenAllFinished(up, SKIPPED);
      case ONE_DONE ->
          up.succeeded() + up.failed() > 0 ? Verdict.Start.START : endWhenAllFinished(up, SKIPPED);
      case NONE_FAILED -> failed > 0 ? end(UPSTREAM_FAILED) : startIf(up.allFinished());
      case NONE_FAILED_MIN_ONE_SUCCESS ->
          failed > 0
              ? end(UPSTREAM_FAILED)
              : up.skipped() == up.total() ? end(SKIPPED) : startIf(up.allFinished());
      case NONE_SKIPPED -> up.skipped() > 0 ? end(SKIPPED) : startIf(up.allFinished());
      case ALWAYS -> Verdict.Start.START;
    };
  }

  private static Verdict end(StepState state) {
    return new Verdict.End(state);
  }

  private static Verdict startIf(boolean met) {
    return met ? Verdict.Start.START : Verdict.Wait.WAIT;
  }

  private static Verdict endWhenAllFinished(UpstreamCounts up, StepState state) {
    return up.allFinished() ? end(state) : Verdict.Wait.WAIT;
  }
}
