package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.Change;
import dev.millrace.scheduler.engine.Change.Why;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What run events say. */
final class RunEvents {
  private RunEvents() {}

  static ObjectNode step(String step) {
    return Json.object().put("step", step);
  }

  static ObjectNode attempt(String step, UUID attempt, int number) {
    return step(step).put("attempt", attempt.toString()).put("number", number);
  }

  static ObjectNode ended(String step, StepState state, @Nullable String message) {
    ObjectNode data = step(step).put("state", state.wireName());
    if (message != null) {
      data.put("message", message);
    }
    return data;
  }

  static ObjectNode ended(RunPlan plan, Change.StepEnded change) {
    return ended(plan.name(change.step()), change.to(), reason(plan, change.why()));
  }

  /** Why a step ended without a worker, in words; null when there is nothing to say. */
  static @Nullable String reason(RunPlan plan, Why why) {
    return switch (why) {
      case Why.Rule rule ->
          "its trigger rule %s can no longer be met"
              .formatted(rule.rule().name().toLowerCase(Locale.ROOT));
      case Why.NotChosen branch -> "'%s' did not choose it".formatted(plan.name(branch.branch()));
      case Why.ShortCircuited stop ->
          "'%s' stopped what follows it".formatted(plan.name(stop.by()));
      case Why.Condition condition -> "its condition is false";
      case Why.Join join -> null;
      case Why.Chose chose ->
          chose.next().isEmpty() ? "chose none" : "chose " + String.join(", ", chose.next());
      case Why.ExpressionFailed failed -> failed.message();
    };
  }
}
