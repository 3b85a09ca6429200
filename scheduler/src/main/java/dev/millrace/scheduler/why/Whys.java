package dev.millrace.scheduler.why;

import dev.millrace.dsl.Step;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.RunDefinitions;
import dev.millrace.scheduler.why.Why.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Answers why a run or a step does not move. Reads only. */
public final class Whys {
  private static final int STEPS = 50;

  private final WhySql sql;
  private final RunDefinitions definitions;

  Whys(WhySql sql, RunDefinitions definitions) {
    this.sql = sql;
    this.definitions = definitions;
  }

  /**
   * What holds the run up: itself, and every step of it that has begun. What a waiting step waits
   * for is told by {@link #ofStep}; in the end it is one of these.
   *
   * @return empty when there is no such run
   */
  public Optional<Why> ofRun(UUID run) {
    return sql.run(run).map(this::ofRun);
  }

  private Why ofRun(WhySql.RunRow run) {
    List<Held> held = new ArrayList<>();
    ofItself(run).forEach(reason -> held.add(new Held(null, reason)));
    int more = 0;
    if (!run.state().isTerminal()) {
      var pools = new PoolReasons(sql);
      List<WhySql.StepRow> begun = sql.begun(run.id(), STEPS);
      for (WhySql.StepRow step : begun) {
        begun(run, step, pools).forEach(reason -> held.add(new Held(step.step(), reason)));
      }
      more = begun.size() < STEPS ? 0 : sql.countBegun(run.id()) - STEPS;
    }
    return new Why(run.id(), run.state(), null, null, held, more);
  }

  /**
   * What holds a step up, and its run.
   *
   * @return empty when there is no such run, or it has no such step
   */
  public Optional<Why> ofStep(UUID run, String step) {
    return sql.run(run).flatMap(row -> sql.endOf(run, step).map(s -> ofStep(row, step, s)));
  }

  private Why ofStep(WhySql.RunRow run, String step, StepState state) {
    List<Held> held = new ArrayList<>();
    sql.step(run.id(), step)
        .ifPresent(
            row -> {
              ofItself(run).forEach(reason -> held.add(new Held(null, reason)));
              List<Reason> own =
                  switch (row.state()) {
                    case WAITING -> waiting(run, row);
                    case READY, RUNNING, RETRY_WAIT -> begun(run, row, new PoolReasons(sql));
                    case SUCCEEDED, FAILED, SKIPPED, UPSTREAM_FAILED, CANCELLED -> List.of();
                  };
              own.forEach(reason -> held.add(new Held(step, reason)));
            });
    return new Why(run.id(), run.state(), step, state, held, 0);
  }

  private List<Reason> ofItself(WhySql.RunRow run) {
    List<Reason> reasons = new ArrayList<>();
    if (run.state().isTerminal()) {
      return reasons;
    }
    if (run.quarantine() != null) {
      reasons.add(new RunReason.Quarantined(run.quarantine()));
    }
    if (run.stopping()) {
      reasons.add(new RunReason.Cancelling(sql.inQueue(run.id(), true)));
    }
    if (run.state() == RunState.QUEUED) {
      if (run.refused() != null) {
        reasons.add(new RunReason.DagRefused(run.refused()));
      }
      queued(run).ifPresent(reasons::add);
    }
    return reasons;
  }

  private Optional<Reason> queued(WhySql.RunRow run) {
    Integer limit = run.maxActiveRuns();
    int ahead = sql.queuedBefore(run.dag(), run.id());
    List<UUID> active = run.alone() || limit != null ? sql.activeRuns(run.dag()) : List.of();
    if (limit != null && active.size() >= limit) {
      return Optional.of(new RunReason.MaxActiveRuns(limit, active, ahead));
    }
    if (run.alone() ? !active.isEmpty() || ahead > 0 : limit != null && ahead > 0) {
      return Optional.of(
          new RunReason.Overlap(run.alone(), run.alone() ? active : List.of(), ahead));
    }
    return Optional.empty();
  }

  private List<Reason> waiting(WhySql.RunRow run, WhySql.StepRow step) {
    List<Reason> reasons = new ArrayList<>();
    if (run.state() == RunState.QUEUED) {
      reasons.add(new StepReason.RunQueued());
    }
    if (run.quarantine() == null) {
      Step definition =
          definitions.of(run.id(), run.version(), run.rerun()).definition(step.step());
      List<StepReason.TriggerRuleUnmet.Upstream> unfinished =
          sql.unfinished(run.id(), definition.dependsOn());
      if (!unfinished.isEmpty()) {
        reasons.add(new StepReason.TriggerRuleUnmet(definition.triggerRule(), unfinished));
      }
    }
    return reasons;
  }

  private List<Reason> begun(WhySql.RunRow run, WhySql.StepRow step, PoolReasons pools) {
    if (step.notBefore() != null) {
      return List.of(new StepReason.RetryDelay(step.notBefore(), step.message()));
    }
    if (step.leased()) {
      return withWorker(step);
    }
    if (step.poisoned() != null) {
      return List.of(new StepReason.Poisoned(step.id(), step.poisoned()));
    }
    if (run.stopping() || run.quarantine() != null || step.pool() == null) {
      return List.of();
    }
    List<Reason> reasons = new ArrayList<>();
    if (!step.admitted() && run.maxActiveSteps() != null) {
      List<String> active = sql.inQueue(run.id(), false);
      if (active.size() >= run.maxActiveSteps()) {
        reasons.add(new StepReason.MaxActiveSteps(run.maxActiveSteps(), active));
      }
    }
    reasons.addAll(pools.of(step.pool(), step.id(), step.slots()));
    return reasons;
  }

  private static List<Reason> withWorker(WhySql.StepRow step) {
    Instant leasedAt = Objects.requireNonNullElse(step.leasedAt(), Instant.EPOCH);
    if (!step.started()) {
      return List.of(new StepReason.Leased(step.worker(), leasedAt, step.leaseEnds()));
    }
    if (step.userCodeAt() != null) {
      return List.of();
    }
    Instant started = Objects.requireNonNullElse(step.startedAt(), leasedAt);
    return List.of(
        new StepReason.Preparing(
            step.phase(), step.worker(), Objects.requireNonNullElse(step.phaseAt(), started)));
  }
}
