package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.StepKind;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.SqlArrays;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Inserts a run with all its steps, queued and undecided; places steps anew that are reopened. */
final class RunRows {
  // One statement with arrays for each 5,000 steps: 20,000 rows take a fraction of a second.
  private static final int CHUNK = 5_000;

  // The head is read here: a deployment that commits meanwhile is the next run's. A step may name a
  // pool that no worker serves yet; it waits there. One statement, because thousands of runs may be
  // due in one instant; its foreign keys are checked at its end.
  private static final String INSERT_RUN =
      """
      WITH pools AS (
        INSERT INTO pool (name) SELECT unnest(:pools) ON CONFLICT DO NOTHING),
      made AS (
        INSERT INTO run (id, project, dag, dag_version, deployment, snapshot, trigger_kind, trigger,
                         alone, created_by, run_as, logical_time, data_interval_start,
                         data_interval_end, parameters, given_parameters, note, state,
                         max_active_steps)
        SELECT :id, d.project, d.id, :version, head.id, head.snapshot, :triggerKind, :trigger,
               :alone, :by, :runAs, coalesce(:logicalTime, millrace_now()), :intervalStart,
               :intervalEnd, :parameters::json, :given, :note, 'queued', :maxActiveSteps
          FROM dag d
          LEFT JOIN LATERAL (SELECT id, snapshot FROM deployment
                              WHERE project = d.project ORDER BY number DESC LIMIT 1) head ON true
         WHERE d.id = :dag)
      INSERT INTO run_progress (run, unfinished) VALUES (:id, :unfinished)
      """;

  private static final String INSERT_STEPS =
      """
      INSERT INTO step_run (id, run, step, ordinal, state, pool, priority, slots, parents,
                            time_limit)
      SELECT u.id, :run, u.step, u.ordinal, 'waiting', u.pool, u.priority, u.slots, u.parents,
             u.limit_millis * interval '1 millisecond'
        FROM unnest(:ids, :steps, :ordinals, :pools, :priorities, :slots, :parents, :limits)
          AS u (id, step, ordinal, pool, priority, slots, parents, limit_millis)
      """;

  // Also when a rerun goes back to the version that the run was made from.
  private static final String PLACE_STEPS =
      """
      UPDATE step_run s
         SET pool = u.pool, priority = u.priority, slots = u.slots,
             time_limit = u.limit_millis * interval '1 millisecond'
        FROM unnest(:steps, :pools, :priorities, :slots, :limits)
          AS u (step, pool, priority, slots, limit_millis)
       WHERE s.run = :run AND s.step = ANY (:steps) AND s.step = u.step
      """;

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
    var steps = new RunDefinition(definition, Map.of());
    int size = definition.plan().size();
    jdbc.sql(INSERT_RUN)
        .param("pools", SqlArrays.texts(pools(steps, IntStream.range(0, size))))
        .param("unfinished", size)
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
    for (int from = 0; from < size; from += CHUNK) {
      insertSteps(run, steps, from, Math.min(from + CHUNK, size));
    }
    return run;
  }

  /** Places steps of a run that are reopened as their version now says. */
  void place(UUID run, RunDefinition definition, BitSet steps) {
    jdbc.sql(INSERT_POOLS)
        .param("pools", SqlArrays.texts(pools(definition, steps.stream())))
        .update();
    placed(jdbc.sql(PLACE_STEPS).param("run", run), definition, steps.stream()).update();
  }

  private static Set<String> pools(RunDefinition definition, IntStream steps) {
    Set<String> pools = new LinkedHashSet<>();
    steps.forEach(step -> pools.add(definition.step(definition.plan().name(step)).pool()));
    return pools;
  }

  private void insertSteps(UUID run, RunDefinition definition, int from, int to) {
    RunPlan plan = definition.plan();
    List<UUID> stepIds = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    List<Integer> parents = new ArrayList<>();
    for (int step = from; step < to; step++) {
      stepIds.add(ids.next());
      ordinals.add(step);
      parents.add(plan.parentCount(step));
    }
    placed(jdbc.sql(INSERT_STEPS).param("run", run), definition, IntStream.range(from, to))
        .param("ids", SqlArrays.uuids(stepIds))
        .param("ordinals", SqlArrays.ints(ordinals))
        .param("parents", SqlArrays.ints(parents))
        .update();
  }

  /** Where the steps run, and with how much room: one array for each column. */
  private static StatementSpec placed(
      StatementSpec statement, RunDefinition definition, IntStream steps) {
    RunPlan plan = definition.plan();
    List<String> names = new ArrayList<>();
    List<@Nullable String> pools = new ArrayList<>();
    List<Integer> priorities = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    steps.forEach(
        step -> {
          EffectiveStep effective = definition.step(plan.name(step));
          names.add(plan.name(step));
          pools.add(plan.kind(step) == StepKind.WORK ? effective.pool() : null);
          priorities.add(effective.priority());
          slots.add(effective.slots());
          limits.add(effective.timeout().toMillis());
        });
    return statement
        .param("steps", SqlArrays.texts(names))
        .param("pools", SqlArrays.texts(pools))
        .param("priorities", SqlArrays.ints(priorities))
        .param("slots", SqlArrays.ints(slots))
        .param("limits", SqlArrays.longs(limits));
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
