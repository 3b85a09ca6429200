package dev.millrace.scheduler.engine;

import dev.millrace.scheduler.engine.TransitionTable.Edge;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The three declared transition tables. {@code docs/states.md} is generated from them. */
public final class Machines {
  public static final TransitionTable<RunState> RUN = run();
  public static final TransitionTable<StepState> STEP = step();
  public static final TransitionTable<AttemptState> ATTEMPT = attempt();

  private Machines() {}

  private static TransitionTable<RunState> run() {
    return new Builder<>("run", RunState.QUEUED)
        .edge(RunState.QUEUED, RunState.RUNNING, "admitted")
        .edge(RunState.QUEUED, RunState.CANCELLED, "cancelled before it started")
        .edge(RunState.RUNNING, RunState.SUCCEEDED, "all steps ended, no leaf failed")
        .edge(RunState.RUNNING, RunState.FAILED, "all steps ended, a leaf failed")
        .edge(RunState.RUNNING, RunState.CANCELLING, "cancelled or timed out, some steps are live")
        .edge(RunState.RUNNING, RunState.CANCELLED, "cancelled, no step is live")
        .edge(RunState.RUNNING, RunState.TIMED_OUT, "timed out, no step is live")
        .edge(RunState.CANCELLING, RunState.CANCELLED, "the last live step ended")
        .edge(RunState.CANCELLING, RunState.TIMED_OUT, "the last live step ended")
        .reopen(RunState.SUCCEEDED, RunState.QUEUED, "rerun")
        .reopen(RunState.FAILED, RunState.QUEUED, "rerun")
        .reopen(RunState.CANCELLED, RunState.QUEUED, "rerun")
        .reopen(RunState.TIMED_OUT, RunState.QUEUED, "rerun")
        .reopen(RunState.SUCCEEDED, RunState.RUNNING, "rerun")
        .reopen(RunState.FAILED, RunState.RUNNING, "rerun")
        .reopen(RunState.CANCELLED, RunState.RUNNING, "rerun")
        .reopen(RunState.TIMED_OUT, RunState.RUNNING, "rerun")
        .build(RunState::isTerminal);
  }

  private static TransitionTable<StepState> step() {
    Builder<StepState> step =
        new Builder<>("step", StepState.WAITING)
            .edge(StepState.WAITING, StepState.READY, "trigger rule met")
            .edge(StepState.WAITING, StepState.SUCCEEDED, "noop or expression branch")
            .edge(StepState.WAITING, StepState.FAILED, "an expression failed")
            .edge(StepState.WAITING, StepState.SKIPPED, "rule, condition, branch or short circuit")
            .edge(StepState.WAITING, StepState.UPSTREAM_FAILED, "rule")
            .edge(StepState.WAITING, StepState.CANCELLED, "run cancelled or timed out")
            .edge(StepState.READY, StepState.RUNNING, "a worker reports the start")
            .edge(StepState.READY, StepState.CANCELLED, "run cancelled or timed out")
            .edge(StepState.RUNNING, StepState.SUCCEEDED, "attempt succeeded")
            .edge(StepState.RUNNING, StepState.FAILED, "attempt failed, no retry left")
            .edge(StepState.RUNNING, StepState.SKIPPED, "the step asked for it")
            .edge(StepState.RUNNING, StepState.CANCELLED, "attempt ended while cancelling")
            .edge(StepState.RUNNING, StepState.RETRY_WAIT, "attempt failed, a retry is left")
            .edge(StepState.RUNNING, StepState.READY, "attempt lost")
            .edge(StepState.RETRY_WAIT, StepState.READY, "the retry is due")
            .edge(StepState.READY, StepState.WAITING, "rerun, no worker has it yet")
            .edge(StepState.RETRY_WAIT, StepState.WAITING, "rerun")
            .edge(StepState.RETRY_WAIT, StepState.CANCELLED, "run cancelled or timed out")
            .edge(StepState.UPSTREAM_FAILED, StepState.SKIPPED, "branch or short circuit");
    for (StepState end : StepState.values()) {
      if (end.isTerminal()) {
        step.reopen(end, StepState.WAITING, "rerun");
        for (StepState mark : new StepState[] {StepState.SUCCEEDED, StepState.FAILED}) {
          if (mark != end) {
            step.reopen(end, mark, "mark");
          }
        }
      }
    }
    return step.build(StepState::isTerminal);
  }

  private static TransitionTable<AttemptState> attempt() {
    return new Builder<>("attempt", AttemptState.LEASED)
        .edge(AttemptState.LEASED, AttemptState.RUNNING, "the worker reports the start")
        .edge(AttemptState.LEASED, AttemptState.FAILED, "the worker cannot start it")
        .edge(AttemptState.LEASED, AttemptState.LOST, "the grant never arrived or its lease ended")
        .edge(AttemptState.LEASED, AttemptState.CANCELLED, "run cancelled or timed out")
        .edge(AttemptState.RUNNING, AttemptState.SUCCEEDED, "completed")
        .edge(AttemptState.RUNNING, AttemptState.FAILED, "completed")
        .edge(AttemptState.RUNNING, AttemptState.SKIPPED, "completed")
        .edge(AttemptState.RUNNING, AttemptState.TIMED_OUT, "the step's timeout passed")
        .edge(AttemptState.RUNNING, AttemptState.LOST, "its lease ended")
        .edge(AttemptState.RUNNING, AttemptState.CANCELLED, "run cancelled or timed out")
        .build(AttemptState::isTerminal);
  }

  private static final class Builder<S extends Enum<S>> {
    private final String name;
    private final S initial;
    private final Set<Edge<S>> edges = new LinkedHashSet<>();

    Builder(String name, S initial) {
      this.name = name;
      this.initial = initial;
    }

    Builder<S> edge(S from, S to, String why) {
      edges.add(new Edge<>(from, to, why, false));
      return this;
    }

    Builder<S> reopen(S from, S to, String why) {
      edges.add(new Edge<>(from, to, why, true));
      return this;
    }

    TransitionTable<S> build(Predicate<S> isEnd) {
      Set<S> ends =
          Arrays.stream(initial.getDeclaringClass().getEnumConstants())
              .filter(isEnd)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return new TransitionTable<>(name, initial, ends, edges);
    }
  }
}
