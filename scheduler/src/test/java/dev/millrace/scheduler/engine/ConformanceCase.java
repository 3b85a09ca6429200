package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Plays one recorded case event by event and compares every step and the run after each. */
final class ConformanceCase {
  private final JsonNode recorded;
  private final TestRun run;

  ConformanceCase(JsonNode recorded) {
    this.recorded = recorded;
    List<PlannedStep> steps = new ArrayList<>();
    recorded
        .get("steps")
        .properties()
        .forEach(
            step ->
                steps.add(
                    new PlannedStep(
                        step.getKey(),
                        StepKind.WORK,
                        TriggerRule.fromWireName(step.getValue().get("triggerRule").asString())
                            .orElseThrow(),
                        texts(step.getValue().get("dependsOn")),
                        ShortCircuit.DIRECT)));
    this.run = new TestRun(RunPlan.of(steps), StartEvaluator.none());
  }

  /**
   * @return how many events were compared
   */
  int play() {
    int compared = play("events");
    if (recorded.has("rerun")) {
      List<String> touched = texts(recorded.get("rerun").get("touched"));
      assertThat(touched()).as("what the rerun touches").isEqualTo(run.steps(touched));
      compared += play("eventsAfterRerun");
    }
    return compared;
  }

  private int play(String events) {
    int compared = 0;
    for (JsonNode event : recorded.get(events)) {
      if (event.has("end")) {
        run.end(event.get("end").asString(), state(event.get("as").asString()), outcome(event));
      } else if (events.equals("events")) {
        run.start();
      } else {
        run.rerun(touched());
      }
      String at = "%s, %s %d".formatted(recorded.get("case").asString(), events, compared);
      assertThat(seen()).as(at).isEqualTo(expected(event));
      assertThat(runWord()).as(at + ", the run").isEqualTo(event.get("run").asString());
      run.assertCountersAreTrue();
      compared++;
    }
    return compared;
  }

  /** What the recorded rerun picks, with everything downstream. */
  private BitSet touched() {
    JsonNode rerun = recorded.get("rerun");
    BitSet picked = new BitSet();
    if (rerun.get("mode").asString().equals("failed")) {
      run.states()
          .forEach(
              (step, state) -> {
                if (Reopening.Only.FAILED.picks(state)) {
                  picked.set(run.plan.index(step));
                }
              });
      assertThat(picked).as("what failed").isEqualTo(run.steps(texts(rerun.get("steps"))));
    } else {
      picked.or(run.steps(texts(rerun.get("steps"))));
    }
    return Reopening.touched(run.plan, picked, false, rerun.get("downstream").asBoolean());
  }

  private Outcome outcome(JsonNode event) {
    String kind =
        recorded.get("steps").get(event.get("end").asString()).path("kind").asString("work");
    if (event.has("choose")) {
      return new Outcome.Choice(texts(event.get("choose")));
    }
    if (event.has("continue")) {
      return event.get("continue").asBoolean()
          ? Outcome.ShortCircuit.CONTINUE
          : kind.equals("shortCircuit") ? Outcome.ShortCircuit.ALL : Outcome.ShortCircuit.DIRECT;
    }
    return Outcome.Plain.PLAIN;
  }

  private Map<String, StepState> seen() {
    Map<String, StepState> seen = new LinkedHashMap<>(run.states());
    // The recording says running for all that started.
    seen.replaceAll((step, state) -> state == StepState.READY ? StepState.RUNNING : state);
    return seen;
  }

  private static Map<String, StepState> expected(JsonNode event) {
    Map<String, StepState> expected = new LinkedHashMap<>();
    event
        .get("states")
        .properties()
        .forEach(entry -> expected.put(entry.getKey(), state(entry.getValue().asString())));
    return expected;
  }

  private String runWord() {
    return run.state == RunState.SUCCEEDED ? "success" : run.state.wireName();
  }

  private static StepState state(String word) {
    return word.equals("success") ? StepState.SUCCEEDED : StepState.of(word);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
