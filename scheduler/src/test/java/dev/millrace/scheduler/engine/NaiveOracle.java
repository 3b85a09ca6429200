package dev.millrace.scheduler.engine;

import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import dev.millrace.scheduler.engine.StartEvaluator.Evaluation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The semantics said again, as plainly as possible: every round looks at every step and every
 * upstream step by name, and nothing is counted ahead. Shares no code with what it checks but the
 * words of its input.
 */
final class NaiveOracle {
  private final List<PlannedStep> steps;
  private final Map<String, StepState> states = new LinkedHashMap<>();
  private final Map<String, Set<String>> notFollowed = new LinkedHashMap<>();

  NaiveOracle(List<PlannedStep> steps) {
    this.steps = steps;
    steps.forEach(step -> states.put(step.name(), StepState.WAITING));
  }

  /**
   * What a step's expressions say: a fixed answer for each step, so that both sides hear the same.
   */
  StartEvaluator evaluator() {
    return (step, decided) -> answer(step);
  }

  private Evaluation answer(int step) {
    Random random = new Random(step * 31L + steps.size());
    return switch (random.nextInt(8)) {
      case 0 -> Evaluation.Skip.SKIP;
      case 1 -> new Evaluation.Fail("cannot be evaluated");
      default ->
          steps.get(step).kind() == StepKind.BRANCH
              ? new Evaluation.Choose(RandomRunsTest.someNames(random, steps))
              : Evaluation.Start.START;
    };
  }

  Map<String, StepState> states() {
    return states;
  }

  List<Integer> running() {
    List<Integer> running = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (states.get(steps.get(i).name()) == StepState.READY) {
        running.add(i);
      }
    }
    return running;
  }

  void start() {
    runRounds();
  }

  void end(List<StepEnd> ends) {
    ends.forEach(end -> states.put(name(end.step()), end.state()));
    for (StepEnd end : ends) {
      if (end.state() == StepState.SUCCEEDED) {
        skipBehind(name(end.step()), end.outcome());
      }
    }
    runRounds();
  }

  /**
   * The picked steps and everything that comes after them wait again; with {@code upstream} also
   * what comes before them, and what comes after that.
   */
  void rerun(Set<String> picked, boolean upstream, boolean downstream) {
    Set<String> touched = new HashSet<>(picked);
    if (upstream) {
      steps.stream()
          .map(PlannedStep::name)
          .filter(name -> allBehind(name).stream().anyMatch(picked::contains))
          .forEach(touched::add);
    }
    if (downstream) {
      List.copyOf(touched).forEach(name -> touched.addAll(allBehind(name)));
    }
    touched.forEach(name -> states.put(name, StepState.WAITING));
    touched.forEach(notFollowed::remove);
    runRounds();
  }

  RunState runState() {
    if (states.values().stream().anyMatch(state -> !isEnd(state))) {
      return RunState.RUNNING;
    }
    Set<StepState> bad = Set.of(StepState.FAILED, StepState.UPSTREAM_FAILED, StepState.CANCELLED);
    boolean failed =
        steps.stream()
            .filter(step -> childrenOf(step.name()).isEmpty())
            .anyMatch(leaf -> bad.contains(states.get(leaf.name())));
    return failed ? RunState.FAILED : RunState.SUCCEEDED;
  }

  private void runRounds() {
    while (true) {
      Map<String, StepState> before = new LinkedHashMap<>(states);
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      for (int i = 0; i < steps.size(); i++) {
        PlannedStep step = steps.get(i);
        if (before.get(step.name()) == StepState.WAITING) {
          states.put(step.name(), judge(i, step, before, outcomes));
        }
      }
      outcomes.forEach(this::skipBehind);
      if (states.equals(before)) {
        return;
      }
    }
  }

  private StepState judge(
      int index, PlannedStep step, Map<String, StepState> before, Map<String, Outcome> outcomes) {
    List<StepState> up =
        step.dependsOn().stream().map(before::get).map(NaiveOracle::plain).toList();
    boolean leftOut =
        step.dependsOn().stream()
            .anyMatch(p -> notFollowed.getOrDefault(p, Set.of()).contains(step.name()));
    String verdict = leftOut ? "skip" : up.isEmpty() ? "start" : rule(step.rule(), up);
    return switch (verdict) {
      case "wait" -> StepState.WAITING;
      case "skip" -> StepState.SKIPPED;
      case "fail" -> StepState.UPSTREAM_FAILED;
      default ->
          switch (answer(index)) {
            case Evaluation.Skip skip -> StepState.SKIPPED;
            case Evaluation.Fail fail -> StepState.FAILED;
            case Evaluation.Choose choose -> {
              boolean all = choose.next().isEmpty() && step.shortCircuit() == ShortCircuit.ALL;
              outcomes.put(
                  step.name(), all ? Outcome.ShortCircuit.ALL : new Outcome.Choice(choose.next()));
              yield StepState.SUCCEEDED;
            }
            case Evaluation.Start start ->
                step.kind() == StepKind.NOOP ? StepState.SUCCEEDED : StepState.READY;
          };
    };
  }

  private static String rule(TriggerRule rule, List<StepState> up) {
    boolean done = up.stream().allMatch(NaiveOracle::isEnd);
    boolean anySuccess = up.contains(StepState.SUCCEEDED);
    boolean anySkip = up.contains(StepState.SKIPPED);
    boolean anyBad = up.contains(StepState.FAILED) || up.contains(StepState.UPSTREAM_FAILED);
    boolean onlySkips = up.stream().allMatch(state -> state == StepState.SKIPPED);
    String orWait = done ? "start" : "wait";
    return switch (rule) {
      case ALL_SUCCESS -> anyBad ? "fail" : anySkip ? "skip" : orWait;
      case ALL_FAILED -> anySuccess || anySkip ? "skip" : orWait;
      case ALL_DONE -> orWait;
      case ALL_DONE_MIN_ONE_SUCCESS -> anySkip ? "skip" : done && !anySuccess ? "fail" : orWait;
      case ALL_SKIPPED -> anySuccess || anyBad ? "skip" : orWait;
      case ONE_SUCCESS -> anySuccess ? "start" : !done ? "wait" : onlySkips ? "skip" : "fail";
      case ONE_FAILED -> anyBad ? "start" : done ? "skip" : "wait";
      case ONE_DONE ->
          anySuccess || up.contains(StepState.FAILED) ? "start" : done ? "skip" : "wait";
      case NONE_FAILED -> anyBad ? "fail" : orWait;
      case NONE_FAILED_MIN_ONE_SUCCESS -> anyBad ? "fail" : onlySkips ? "skip" : orWait;
      case NONE_SKIPPED -> anySkip ? "skip" : orWait;
      case ALWAYS -> "start";
    };
  }

  private void skipBehind(String step, Outcome outcome) {
    Set<String> skipped = new HashSet<>();
    switch (outcome) {
      case Outcome.Plain plain -> {}
      case Outcome.Choice choice -> {
        Set<String> followed = new HashSet<>(choice.next());
        choice.next().forEach(next -> followed.addAll(allBehind(next)));
        skipped.addAll(childrenOf(step));
        skipped.removeAll(followed);
      }
      case Outcome.ShortCircuit stop -> {
        if (stop == Outcome.ShortCircuit.ALL) {
          skipped.addAll(allBehind(step));
        } else if (stop == Outcome.ShortCircuit.DIRECT) {
          skipped.addAll(childrenOf(step));
        }
      }
    }
    notFollowed.put(step, skipped);
    for (String name : skipped) {
      if (states.get(name) == StepState.WAITING || states.get(name) == StepState.UPSTREAM_FAILED) {
        states.put(name, StepState.SKIPPED);
      }
    }
  }

  private Set<String> allBehind(String step) {
    Set<String> behind = new HashSet<>();
    for (String child : childrenOf(step)) {
      behind.add(child);
      behind.addAll(allBehind(child));
    }
    return behind;
  }

  private List<String> childrenOf(String step) {
    return steps.stream()
        .filter(other -> other.dependsOn().contains(step))
        .map(PlannedStep::name)
        .toList();
  }

  private String name(int step) {
    return steps.get(step).name();
  }

  private static StepState plain(StepState state) {
    return state == StepState.CANCELLED ? StepState.FAILED : state;
  }

  private static boolean isEnd(StepState state) {
    return Set.of(
            StepState.SUCCEEDED,
            StepState.FAILED,
            StepState.SKIPPED,
            StepState.UPSTREAM_FAILED,
            StepState.CANCELLED)
        .contains(state);
  }
}
