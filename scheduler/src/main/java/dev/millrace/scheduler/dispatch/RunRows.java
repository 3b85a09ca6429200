package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.StepKind;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts a run with all its steps, queued and undecided. */
final class RunRows {
  // One statement with arrays for each 5,000 steps: 20,000 rows take a fraction of a second.
  private static final int CHUNK = 5_000;

  // The head is read here: a deployment that commits meanwhile is the next run's.
  private static final String INSERT_RUN =
      """
      INSERT INTO run (id, project, dag, dag_version, deployment, snapshot, trigger_kind, trigger,
                       alone, created_by, run_as, logical_time, data_interval_start, data_interval_end, parameters,
                       given_parameters, note, state, max_active_steps)
      SELECT :id, d.project, d.id, :version, head.id, head.snapshot, :triggerKind, :trigger,
             :alone, :by, :runAs, coalesce(:logicalTime, millrace_now()), :intervalStart, :intervalEnd,
             :parameters::json, :given, :note, 'queued', :maxActiveSteps
        FROM dag d
        LEFT JOIN LATERAL (SELECT id, snapshot FROM deployment
                            WHERE project = d.project ORDER BY number DESC LIMIT 1) head ON true
       WHERE d.id = :dag
      """;

  private static final String INSERT_PROGRESS =
      "INSERT INTO run_progress (run, unfinished) VALUES (:run, :unfinished)";

  private static final String INSERT_STEPS =
      """
      INSERT INTO step_run (id, run, step, ordinal, state, pool, priority, slots, parents,
                            time_limit)
      SELECT u.id, :run, u.step, u.ordinal, 'waiting', u.pool, u.priority, u.slots, u.parents,
             u.limit_millis * interval '1 millisecond'
        FROM unnest(:ids, :steps, :ordinals, :pools, :priorities, :slots, :parents, :limits)
          AS u (id, step, ordinal, pool, priority, slots, parents, limit_millis)
      """;

  // A step may name a pool that no worker serves yet; it waits there.
  private static final String INSERT_POOLS =
      "INSERT INTO pool (name) SELECT unnest(:pools) ON CONFLICT DO NOTHING";

  private final JdbcClient jdbc;
  private final Ids ids;

  RunRows(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  UUID insert(NewRun wanted, Definition definition, RunParameters parameters) {
    UUID run = ids.next();
    NewRun.Tick tick = wanted.tick();
    jdbc.sql(INSERT_RUN)
        .param("id", run)
        .param("dag", wanted.dag())
        .param("version", definition.id())
        .param("triggerKind", tick == null ? "manual" : tick.kind())
        .param("trigger", tick == null ? null : tick.trigger())
        .param("alone", wanted.alone())
        .param("by", wanted.createdBy())
        .param("runAs", wanted.runAs())
        .param("logicalTime", time(wanted.logicalTime()))
        .param("intervalStart", time(wanted.dataIntervalStart()))
        .param("intervalEnd", time(wanted.dataIntervalEnd()))
        .param("parameters", Json.write(parameters.values()))
        .param("given", SqlArrays.texts(parameters.given()))
        .param("note", wanted.note())
        .param("maxActiveSteps", definition.dag().maxActiveSteps())
        .update();
    RunPlan plan = definition.plan();
    jdbc.sql(INSERT_PROGRESS).param("run", run).param("unfinished", plan.size()).update();
    insertPools(definition);
    for (int from = 0; from < plan.size(); from += CHUNK) {
      insertSteps(run, definition, from, Math.min(from + CHUNK, plan.size()));
    }
    return run;
  }

  private void insertPools(Definition definition) {
    Set<String> pools = new LinkedHashSet<>();
    for (String step : definition.dag().steps().keySet()) {
      pools.add(definition.step(step).pool());
    }
    jdbc.sql(INSERT_POOLS).param("pools", SqlArrays.texts(pools)).update();
  }

  private void insertSteps(UUID run, Definition definition, int from, int to) {
    RunPlan plan = definition.plan();
    List<UUID> stepIds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    List<@Nullable String> pools = new ArrayList<>();
    List<Integer> priorities = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Integer> parents = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    for (int step = from; step < to; step++) {
      EffectiveStep effective = definition.step(plan.name(step));
      stepIds.add(ids.next());
      names.add(plan.name(step));
      ordinals.add(step);
      pools.add(plan.kind(step) == StepKind.WORK ? effective.pool() : null);
      priorities.add(effective.priority());
      slots.add(effective.slots());
      parents.add(plan.parentCount(step));
      limits.add(effective.timeout().toMillis());
    }
    jdbc.sql(INSERT_STEPS)
        .param("run", run)
        .param("ids", SqlArrays.uuids(stepIds))
        .param("steps", SqlArrays.texts(names))
        .param("ordinals", SqlArrays.ints(ordinals))
        .param("pools", SqlArrays.texts(pools))
        .param("priorities", SqlArrays.ints(priorities))
        .param("slots", SqlArrays.ints(slots))
        .param("parents", SqlArrays.ints(parents))
        .param("limits", SqlArrays.longs(limits))
        .update();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
