package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.Consequences.Verdict;
import dev.millrace.scheduler.dispatch.StepPlaces.Place;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.engine.StepFacts;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.engine.UpstreamCounts;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Inserts runs with all their steps: a handful of statements with arrays, however many runs there
 * are, because thousands may be due in one instant.
 */
final class RunRows {
  // One statement for so many steps: 20,000 rows take a fraction of a second.
  private static final int CHUNK = 5_000;

  // Foreign keys are checked at the statement's end.
  private static final String INSERT_RUNS =
      """
      WITH u AS MATERIALIZED (
        SELECT *
          FROM unnest(:ids, :projects, :dags, :versions, :deployments, :snapshots, :triggerKinds,
                      :triggers, :alone, :by, :runAs, :logicalTimes, :intervalStarts,
                      :intervalEnds, :zones, :parameters, :given, :notes, :maxActiveSteps, :started,
                      :timeouts, :unfinished, :failedLeaves, :nextSeqs)
            AS u (id, project, dag, version, deployment, snapshot, trigger_kind, trigger, alone, by,
                  run_as, logical_time, interval_start, interval_end, zone, parameters, given, note,
                  max_active_steps, started, timeout_millis, unfinished, failed_leaves, next_seq)),
      made AS (
        INSERT INTO run (id, project, dag, dag_version, deployment, snapshot, trigger_kind, trigger,
                         alone, created_by, run_as, logical_time, data_interval_start,
                         data_interval_end, zone, project_requirements, parameters,
                         given_parameters, note, max_active_steps, state, started_at, deadline)
        SELECT id, project, dag, version, deployment, snapshot, trigger_kind, trigger,
               alone, by, run_as, logical_time, interval_start,
               interval_end, zone, true, parameters::json, given::text[], note, max_active_steps,
               CASE WHEN started THEN 'running' ELSE 'queued' END,
               CASE WHEN started THEN millrace_clock() END,
               CASE WHEN started
                    THEN millrace_clock() + timeout_millis * interval '1 millisecond' END
          FROM u)
      INSERT INTO run_progress (run, unfinished, failed_leaves, next_seq)
      SELECT id, unfinished, failed_leaves, next_seq FROM u
      """;

  private static final String INSERT_STEPS =
      """
      INSERT INTO step_run (id, run, step, ordinal, pool, priority, slots, time_limit, parents,
                            admitted, state, up_succeeded, up_skipped, up_failed,
                            up_upstream_failed, message, branch_choice, resolved, ended_at)
      SELECT u.id, u.run, u.step, u.ordinal, u.pool, u.priority, u.slots,
             u.limit_millis * interval '1 millisecond', u.parents,
             u.admitted, u.state, u.succeeded, u.skipped, u.failed,
             u.upstream_failed, u.message, u.choice::text[], u.resolved::json,
             CASE WHEN u.ended THEN millrace_clock() END
        FROM unnest(:ids, :runs, :ordinals, :parents, :admitted,
                    :steps, :pools, :priorities, :slots, :limits,
                    :states, :succeeded, :skipped, :failed, :upstreamFailed, :messages, :choices,
                    :resolved, :ended)
          AS u (id, run, ordinal, parents, admitted,
                step, pool, priority, slots, limit_millis,
                state, succeeded, skipped, failed, upstream_failed, message, choice, resolved,
                ended)
      """;

  // The turns are those of QueueSql.ADMIT, for runs that have nothing in the queue yet.
  private static final String INSERT_QUEUE =
      """
      INSERT INTO step_queue (step_run, run, pool, slots, priority, turn, number, queued_at)
      SELECT s.id, s.run, s.pool, s.slots, s.priority,
             greatest(0, t.turn)
               + row_number() OVER (PARTITION BY s.run, s.pool, s.priority ORDER BY s.ordinal),
             1, millrace_clock()
        FROM step_run s LEFT JOIN pool_turn t ON t.pool = s.pool AND t.priority = s.priority
       WHERE s.id = ANY (:steps)
      """;

  private static final String INSERT_EVENTS =
      """
      INSERT INTO run_event (generation, run, seq, kind, data)
      SELECT (SELECT max(generation) FROM database_generation), e.run, e.seq, e.kind, e.data::json
        FROM unnest(:runs, :seqs, :kinds, :datas) AS e (run, seq, kind, data)
      """;

  private final JdbcClient jdbc;
  private final StepPlaces places;
  private final Ids ids;

  RunRows(JdbcClient jdbc, StepPlaces places, Ids ids) {
    this.jdbc = jdbc;
    this.places = places;
    this.ids = ids;
  }

  /** A run with all that is written of it. */
  private record NewRow(Draft draft, List<RunSql.NewEvent> events, List<NewStep> steps) {}

  private record NewStep(
      UUID id,
      UUID run,
      int ordinal,
      int parents,
      boolean admitted,
      Place place,
      Verdict verdict) {}

  /**
   * Inserts the runs.
   *
   * @return the pools to whose queue it added
   */
  Set<String> insert(List<Draft> drafts) {
    List<NewRow> rows =
        drafts.stream().map(draft -> new NewRow(draft, draft.events(), steps(draft))).toList();
    List<NewStep> steps = rows.stream().flatMap(row -> row.steps().stream()).toList();
    places.makePools(steps.stream().map(NewStep::place).toList());
    insertRuns(rows);
    for (int from = 0; from < steps.size(); from += CHUNK) {
      insertSteps(steps.subList(from, Math.min(from + CHUNK, steps.size())));
    }
    insertEvents(rows);
    return queue(steps.stream().filter(NewStep::admitted).toList());
  }

  private List<NewStep> steps(Draft draft) {
    RunPlan plan = draft.plan();
    RunDefinition definition = draft.steps();
    Beginning beginning = draft.beginning();
    Map<Integer, Verdict> verdicts = new HashMap<>();
    if (beginning != null) {
      beginning.consequences().verdicts().forEach(v -> verdicts.put(v.facts().step(), v));
    }
    List<NewStep> steps = new ArrayList<>();
    for (int step = 0; step < plan.size(); step++) {
      Verdict verdict = verdicts.get(step);
      steps.add(
          new NewStep(
              ids.next(),
              draft.id(),
              step,
              plan.parentCount(step),
              beginning != null && beginning.admitted().get(step),
              StepPlaces.place(definition, step),
              verdict == null ? undecided(plan, step) : verdict));
    }
    return steps;
  }

  private static Verdict undecided(RunPlan plan, int step) {
    UpstreamCounts counts = UpstreamCounts.none(plan.parentCount(step));
    return Verdict.of(new StepFacts(step, StepState.WAITING, counts));
  }

  private void insertRuns(List<NewRow> rows) {
    List<Draft> drafts = rows.stream().map(NewRow::draft).toList();
    List<NewRun> wanted = drafts.stream().map(Draft::wanted).toList();
    List<RunTimes> times = drafts.stream().map(Draft::times).toList();
    List<RunProgress> progress = drafts.stream().map(Draft::progress).toList();
    jdbc.sql(INSERT_RUNS)
        .param("ids", SqlArrays.uuids(drafts, Draft::id))
        .param("projects", SqlArrays.uuids(drafts, draft -> draft.dag().project()))
        .param("dags", SqlArrays.uuids(drafts, draft -> draft.dag().id()))
        .param("versions", SqlArrays.uuids(drafts, draft -> draft.definition().id()))
        .param("deployments", SqlArrays.uuids(drafts, Draft::deployment))
        .param("snapshots", SqlArrays.texts(drafts, Draft::snapshot))
        .param("triggerKinds", SqlArrays.texts(wanted, NewRun::triggerKind))
        .param("triggers", SqlArrays.uuids(wanted, NewRun::trigger))
        .param("alone", SqlArrays.booleans(wanted, NewRun::alone))
        .param("by", SqlArrays.texts(wanted, NewRun::createdBy))
        .param("runAs", SqlArrays.uuids(wanted, NewRun::runAs))
        .param("logicalTimes", SqlArrays.instants(times, RunTimes::logicalTime))
        .param("intervalStarts", SqlArrays.instants(times, RunTimes::dataIntervalStart))
        .param("intervalEnds", SqlArrays.instants(times, RunTimes::dataIntervalEnd))
        .param("zones", SqlArrays.texts(times, time -> time.zone().getId()))
        .param("parameters", SqlArrays.texts(drafts, d -> Json.write(d.parameters().values())))
        .param("given", SqlArrays.texts(drafts, d -> SqlArrays.literal(d.parameters().given())))
        .param("notes", SqlArrays.texts(wanted, NewRun::note))
        .param("maxActiveSteps", SqlArrays.ints(drafts, Draft::maxActiveSteps))
        .param("started", SqlArrays.booleans(drafts, draft -> draft.beginning() != null))
        .param("timeouts", SqlArrays.longs(drafts, Draft::timeoutMillis))
        .param("unfinished", SqlArrays.ints(progress, RunProgress::unfinished))
        .param("failedLeaves", SqlArrays.ints(progress, RunProgress::failedLeaves))
        .param("nextSeqs", SqlArrays.longs(rows, row -> row.events().size() + 1L))
        .update();
  }

  private void insertSteps(List<NewStep> steps) {
    StatementSpec statement =
        jdbc.sql(INSERT_STEPS)
            .param("ids", SqlArrays.uuids(steps, NewStep::id))
            .param("runs", SqlArrays.uuids(steps, NewStep::run))
            .param("ordinals", SqlArrays.ints(steps, NewStep::ordinal))
            .param("parents", SqlArrays.ints(steps, NewStep::parents))
            .param("admitted", SqlArrays.booleans(steps, NewStep::admitted));
    StepPlaces.columns(statement, steps.stream().map(NewStep::place).toList());
    StepSql.decided(statement, steps.stream().map(NewStep::verdict).toList()).update();
  }

  private void insertEvents(List<NewRow> rows) {
    List<UUID> runs = new ArrayList<>();
    List<Long> seqs = new ArrayList<>();
    List<RunSql.NewEvent> events = new ArrayList<>();
    for (NewRow row : rows) {
      long seq = 1;
      for (RunSql.NewEvent event : row.events()) {
        runs.add(row.draft().id());
        seqs.add(seq++);
        events.add(event);
      }
    }
    jdbc.sql(INSERT_EVENTS)
        .param("runs", SqlArrays.uuids(runs))
        .param("seqs", SqlArrays.longs(seqs))
        .param("kinds", SqlArrays.texts(events, RunSql.NewEvent::kind))
        .param("datas", SqlArrays.texts(events, event -> Json.write(event.data())))
        .update();
  }

  private Set<String> queue(List<NewStep> admitted) {
    if (!admitted.isEmpty()) {
      jdbc.sql(INSERT_QUEUE).param("steps", SqlArrays.uuids(admitted, NewStep::id)).update();
    }
    return admitted.stream()
        .flatMap(step -> Stream.ofNullable(step.place().pool()))
        .collect(Collectors.toSet());
  }
}
