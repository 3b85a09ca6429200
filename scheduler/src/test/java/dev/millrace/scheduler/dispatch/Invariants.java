package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.TestDatabase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What must be true of the tables after every commit, and what of them when nothing is left. */
final class Invariants {
  // One statement, so one snapshot: it may be asked while others work.
  private static final String ALWAYS =
      """
      SELECT 'pool ' || p.name || ' has ' || p.slots || ' slots and uses ' || u.used AS broken
        FROM pool p
        JOIN (SELECT pool, sum(slots) AS used FROM step_queue
               WHERE epoch IS NOT NULL GROUP BY pool) u ON u.pool = p.name
       WHERE u.used > p.slots
      UNION ALL
      SELECT 'run ' || r.id || ' may have ' || r.max_active_steps || ' active steps and has ' || q.n
        FROM run r JOIN (SELECT run, count(*) AS n FROM step_queue GROUP BY run) q ON q.run = r.id
       WHERE q.n > r.max_active_steps
      UNION ALL
      SELECT 'Dag ' || d.id || ' may have ' || d.max_active_runs || ' active runs and has ' || a.n
        FROM dag d
        JOIN (SELECT dag, count(*) AS n FROM run
               WHERE ended_at IS NULL AND state IN ('running', 'cancelling') GROUP BY dag) a
          ON a.dag = d.id
       WHERE a.n > d.max_active_runs
      UNION ALL
      SELECT 'attempt ' || coalesce(a.id, q.attempt) || ' and its lease disagree'
        FROM (SELECT id, step_run, epoch FROM attempt WHERE state IN ('leased', 'running')) a
        FULL JOIN (SELECT attempt, step_run, epoch FROM step_queue WHERE epoch IS NOT NULL) q
          ON q.attempt = a.id AND q.step_run = a.step_run AND q.epoch = a.epoch
       WHERE a.id IS NULL OR q.attempt IS NULL
      UNION ALL
      SELECT 'step run ' || s.id || ' is ' || s.state || ', admitted ' || s.admitted
             || ', in the queue ' || (q.step_run IS NOT NULL)
        FROM step_run s LEFT JOIN step_queue q ON q.step_run = s.id
       WHERE s.admitted <> (q.step_run IS NOT NULL)
          OR (s.state = 'running' AND q.epoch IS NULL)
          OR (s.state NOT IN ('ready', 'running') AND q.step_run IS NOT NULL)
      UNION ALL
      SELECT 'run ' || p.run || ' counts ' || p.unfinished || ' unfinished steps and has ' || s.n
        FROM run_progress p
        JOIN (SELECT run, count(*) FILTER (WHERE ended_at IS NULL) AS n FROM step_run
               GROUP BY run) s ON s.run = p.run
       WHERE p.unfinished <> s.n
      UNION ALL
      SELECT 'run ' || r.id || ' is ' || r.state || ' and has unfinished steps'
        FROM run r
       WHERE r.ended_at IS NOT NULL
         AND EXISTS (SELECT 1 FROM step_run s WHERE s.run = r.id AND s.ended_at IS NULL)
      UNION ALL
      SELECT 'attempt ' || a.id || ' began after the cancel of run ' || r.id
        FROM attempt a JOIN run r ON r.id = a.run
       WHERE r.cancel_requested_at < greatest(a.created_at, a.started_at)
         AND a.rerun = r.rerun
      """;

  private static final String AT_THE_END =
      """
      SELECT 'step run ' || step_run || ' is still in the queue' AS broken FROM step_queue
      UNION ALL
      SELECT 'run ' || id || ' is ' || state FROM run WHERE ended_at IS NULL
      UNION ALL
      SELECT 'attempts of step run ' || step_run || ' are not numbered without gaps' FROM attempt
       GROUP BY step_run HAVING max(number) <> count(*) OR count(DISTINCT epoch) <> count(*)
      UNION ALL
      SELECT 'attempt ' || later.id || ' (' || later.state || ') began at ' || later.created_at
             || ' before the one before it had ended as ' || earlier.state || ' at ' || earlier.ended_at
        FROM attempt later
        JOIN attempt earlier
          ON earlier.step_run = later.step_run AND earlier.number = later.number - 1
       WHERE earlier.ended_at > later.created_at
      UNION ALL
      SELECT 'the events of run ' || run || ' have gaps' FROM run_event
       GROUP BY run HAVING max(seq) <> count(*)
      """;

  // A step that never ran ended, perhaps, before its last upstream step, and needs no count any
  // more: a
  // cancel does not go on counting for it, and a rerun that reopens it counts anew.
  private static final String COUNTED =
      """
      SELECT s.run, r.dag, s.step, s.state, s.up_succeeded, s.up_skipped, s.up_failed,
             s.up_upstream_failed
        FROM step_run s JOIN run r ON r.id = s.run
       WHERE r.ended_at IS NOT NULL
      """;

  private final TestDatabase database;

  Invariants(TestDatabase database) {
    this.database = database;
  }

  /** No limit is exceeded and no two tables disagree. */
  void hold() {
    assertThat(broken(ALWAYS)).isEmpty();
  }

  /** Nothing is left, and what was counted is what a recount finds. */
  void holdAtTheEnd(Map<UUID, Dag> dags) {
    assertThat(broken(ALWAYS)).isEmpty();
    assertThat(broken(AT_THE_END)).isEmpty();
    recount(dags);
  }

  private List<String> broken(String sql) {
    return database.jdbc().sql(sql).query((row, i) -> row.getString("broken")).list();
  }

  private record Step(UUID run, UUID dag, String name, StepState state, String counts) {}

  private void recount(Map<UUID, Dag> dags) {
    List<Step> steps =
        database
            .jdbc()
            .sql(COUNTED)
            .query(
                (row, i) ->
                    new Step(
                        row.getObject("run", UUID.class),
                        row.getObject("dag", UUID.class),
                        row.getString("step"),
                        StepState.of(row.getString("state")),
                        counts(
                            row.getInt("up_succeeded"),
                            row.getInt("up_skipped"),
                            row.getInt("up_failed"),
                            row.getInt("up_upstream_failed"))))
            .list();
    Map<UUID, Map<String, StepState>> states = new HashMap<>();
    steps.forEach(
        step ->
            states
                .computeIfAbsent(step.run(), run -> new HashMap<>())
                .put(step.name(), step.state()));
    for (Step step : steps) {
      if (step.state() != StepState.SUCCEEDED && step.state() != StepState.FAILED) {
        continue;
      }
      Dag dag = Objects.requireNonNull(dags.get(step.dag()));
      Map<String, StepState> ofRun = states.getOrDefault(step.run(), Map.of());
      Map<StepState, Integer> ups = new EnumMap<>(StepState.class);
      for (String parent : dag.step(step.name()).dependsOn()) {
        ups.merge(Objects.requireNonNull(ofRun.get(parent)), 1, Integer::sum);
      }
      assertThat(step.counts())
          .as("how the upstream steps of %s in run %s ended", step.name(), step.run())
          .isEqualTo(
              counts(
                  ups.getOrDefault(StepState.SUCCEEDED, 0),
                  ups.getOrDefault(StepState.SKIPPED, 0),
                  ups.getOrDefault(StepState.FAILED, 0) + ups.getOrDefault(StepState.CANCELLED, 0),
                  ups.getOrDefault(StepState.UPSTREAM_FAILED, 0)));
    }
  }

  private static String counts(int succeeded, int skipped, int failed, int upstreamFailed) {
    return "%d succeeded, %d skipped, %d failed, %d upstream failed"
        .formatted(succeeded, skipped, failed, upstreamFailed);
  }
}
