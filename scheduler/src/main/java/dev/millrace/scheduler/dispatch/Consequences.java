package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.Change;
import dev.millrace.scheduler.engine.Decision;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.StepFacts;
import dev.millrace.scheduler.store.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a decision, as rows say it.
 *
 * @param events in the order in which things happened
 * @param verdicts of every step whose row is another now
 */
record Consequences(List<RunSql.NewEvent> events, List<Verdict> verdicts) {
  /**
   * What a decision makes of a step; null leaves a column as it is.
   *
   * @param message why it ended without a worker, in words
   * @param choice what it chose, if it is a branch
   * @param resolved what its expressions gave, as JSON text
   */
  record Verdict(
      StepFacts facts,
      @Nullable String message,
      @Nullable List<String> choice,
      @Nullable String resolved) {
    /** Facts with nothing to say of them. */
    static Verdict of(StepFacts facts) {
      return new Verdict(facts, null, null, null);
    }
  }

  static Consequences of(RunPlan plan, Decision decision, StepStarts.Evaluator evaluator) {
    List<RunSql.NewEvent> events = new ArrayList<>();
    Map<Integer, Change.Why> reasons = new HashMap<>();
    for (Change change : decision.changes()) {
      switch (change) {
        case Change.StepReadied ready ->
            events.add(new RunSql.NewEvent("step_ready", RunEvents.step(plan.name(ready.step()))));
        case Change.StepEnded ended -> {
          reasons.put(ended.step(), ended.why());
          events.add(new RunSql.NewEvent("step_ended", RunEvents.ended(plan, ended)));
        }
        case Change.RunEnded ended -> {}
      }
    }
    return new Consequences(
        events,
        decision.touched().stream()
            .map(facts -> verdict(plan, facts, reasons.get(facts.step()), evaluator))
            .toList());
  }

  private static Verdict verdict(
      RunPlan plan, StepFacts facts, Change.@Nullable Why why, StepStarts.Evaluator evaluator) {
    return new Verdict(
        facts,
        why == null ? null : RunEvents.reason(plan, why),
        why instanceof Change.Why.Chose chose ? chose.next() : null,
        evaluator.resolved(facts.step()).map(values -> Json.write(values.toJson())).orElse(null));
  }
}
