package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What pages read of runs and their steps. Changes nothing; each call sees one committed state. */
public final class RunReads {
  private static final String RUN =
      """
      SELECT r.*, p.name AS project_name, d.name AS dag_name, v.number AS version_number,
             g.next_seq - 1 AS last_event_seq, t.name AS trigger_name
        FROM run r
        JOIN project p ON p.id = r.project
        JOIN dag d ON d.id = r.dag
        JOIN dag_version v ON v.id = r.dag_version
        JOIN run_progress g ON g.run = r.id
        LEFT JOIN trigger t ON t.id = r.trigger
      """;

  private final JdbcClient jdbc;

  public RunReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The run of that id. */
  public Optional<RunRecord> run(UUID id) {
    return withCounts(
            jdbc.sql(RUN + " WHERE r.id = :id").param("id", id).query(RunReads::row).list())
        .stream()
        .findFirst();
  }

  /** Runs that pass the filter, newest first. */
  public List<RunRecord> runs(RunFilter filter) {
    var where = new ArrayList<String>();
    Map<String, Object> params = new HashMap<>();
    if (filter.projects() != null) {
      where.add("r.project = ANY (:projects)");
      params.put("projects", SqlArrays.uuids(filter.projects()));
    }
    if (filter.dag() != null) {
      where.add("r.dag = :dag");
      params.put("dag", filter.dag());
    }
    if (!filter.states().isEmpty()) {
      where.add("r.state = ANY (:states)");
      params.put(
          "states", SqlArrays.texts(filter.states().stream().map(RunState::wireName).toList()));
    }
    if (filter.before() != null) {
      where.add("r.id < :before");
      params.put("before", filter.before());
    }
    params.put("limit", filter.limit());
    String condition = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
    return withCounts(
        jdbc.sql(RUN + condition + " ORDER BY r.id DESC LIMIT :limit")
            .params(params)
            .query(RunReads::row)
            .list());
  }

  /** The newest runs of each of these Dags, newest first, at most {@code limit} of each. */
  public Map<UUID, List<RunBrief>> newestByDag(Collection<UUID> dags, int limit) {
    Map<UUID, List<RunBrief>> byDag = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT r.id, r.dag, p.name AS project_name, d.name AS dag_name, r.state,
                   r.created_at, r.started_at, r.ended_at
              FROM unnest(:dags) AS wanted (dag)
             CROSS JOIN LATERAL (SELECT * FROM run WHERE run.dag = wanted.dag
                                  ORDER BY run.id DESC LIMIT :limit) r
              JOIN dag d ON d.id = r.dag
              JOIN project p ON p.id = d.project
             ORDER BY r.id DESC
            """)
        .param("dags", SqlArrays.uuids(dags))
        .param("limit", limit)
        .query(RunReads::brief)
        .list()
        .forEach(run -> byDag.computeIfAbsent(run.dagId(), dag -> new ArrayList<>()).add(run));
    return byDag;
  }

  /** These runs in one line each, in no particular order; ids of no run are left out. */
  public List<RunBrief> briefs(Collection<UUID> runs) {
    return jdbc.sql(
            """
            SELECT r.id, r.dag, p.name AS project_name, d.name AS dag_name, r.state,
                   r.created_at, r.started_at, r.ended_at
              FROM run r
              JOIN dag d ON d.id = r.dag
              JOIN project p ON p.id = d.project
             WHERE r.id = ANY (:runs)
            """)
        .param("runs", SqlArrays.uuids(runs))
        .query(RunReads::brief)
        .list();
  }

  /**
   * The steps of a run with their attempts, in the order of the definition and then of the items.
   *
   * @param after the {@link StepRecord#id} of the last step already read; null to begin
   * @param limit the most to answer
   */
  public List<StepRecord> steps(UUID run, @Nullable UUID after, int limit) {
    Map<UUID, List<AttemptBrief>> attempts = new HashMap<>();
    Map<String, Object> params = new HashMap<>(Map.of("run", run, "limit", limit));
    String behind = "";
    if (after != null) {
      params.put("after", after);
      behind =
          """
           AND (ordinal, map_path) >
               (SELECT ordinal, map_path FROM step_run WHERE id = :after)
          """;
    }
    List<UUID> page =
        jdbc.sql(
                "SELECT id FROM step_run WHERE run = :run"
                    + behind
                    + " ORDER BY ordinal, map_path LIMIT :limit")
            .params(params)
            .query((row, i) -> Columns.uuid(row, "id"))
            .list();
    jdbc.sql(AttemptReads.BRIEFS + " WHERE a.step_run = ANY (:steps) ORDER BY a.number")
        .param("steps", SqlArrays.uuids(page))
        .query(
            row -> {
              attempts
                  .computeIfAbsent(Columns.uuid(row, "step_run"), step -> new ArrayList<>())
                  .add(AttemptReads.brief(row));
            });
    Map<UUID, List<StepEndRecord>> ends = ends(page);
    return jdbc.sql("SELECT * FROM step_run WHERE id = ANY (:steps) ORDER BY ordinal, map_path")
        .param("steps", SqlArrays.uuids(page))
        .query(
            (row, i) -> {
              UUID id = Columns.uuid(row, "id");
              return step(
                  row, attempts.getOrDefault(id, List.of()), ends.getOrDefault(id, List.of()));
            })
        .list();
  }

  /** The step of that id in a run with its attempts; of a mapped step its first item. */
  public Optional<StepRecord> step(UUID run, String step) {
    return withAttempts(
        jdbc.sql(
                "SELECT id FROM step_run WHERE run = :run AND step = :step ORDER BY map_path LIMIT 1")
            .param("run", run)
            .param("step", step)
            .query(UUID.class)
            .optional());
  }

  /** One item of a mapped step with its attempts. */
  public Optional<StepRecord> step(UUID run, String step, List<Integer> mapPath) {
    return withAttempts(
        jdbc.sql("SELECT id FROM step_run WHERE run = :run AND step = :step AND map_path = :path")
            .param("run", run)
            .param("step", step)
            .param("path", SqlArrays.ints(mapPath))
            .query(UUID.class)
            .optional());
  }

  private Optional<StepRecord> withAttempts(Optional<UUID> id) {
    return id.map(
        found -> {
          List<AttemptBrief> attempts =
              jdbc.sql(AttemptReads.BRIEFS + " WHERE a.step_run = :id ORDER BY a.number")
                  .param("id", found)
                  .query((row, i) -> AttemptReads.brief(row))
                  .list();
          return jdbc.sql("SELECT * FROM step_run WHERE id = :id")
              .param("id", found)
              .query(
                  (row, i) ->
                      step(row, attempts, ends(List.of(found)).getOrDefault(found, List.of())))
              .single();
        });
  }

  /** Events of a run after that number, in order, at most {@code limit}. */
  public List<RunEvent> eventsAfter(UUID run, long seq, int limit) {
    return jdbc.sql(
            """
            SELECT run, seq, at, kind, data FROM run_event
             WHERE run = :run AND seq > :seq ORDER BY seq LIMIT :limit
            """)
        .param("run", run)
        .param("seq", seq)
        .param("limit", limit)
        .query((row, i) -> event(row))
        .list();
  }

  static RunEvent event(ResultSet row) throws SQLException {
    return new RunEvent(
        Columns.uuid(row, "run"),
        row.getLong("seq"),
        Columns.instant(row, "at"),
        row.getString("kind"),
        Json.readObject(row.getString("data")));
  }

  // A run that ended has its counts stored; the others are counted, all of a page in one statement.
  private List<RunRecord> withCounts(List<Counted> runs) {
    List<UUID> live = runs.stream().filter(r -> r.counts == null).map(r -> r.run.id()).toList();
    Map<UUID, Map<StepState, Integer>> counted = new HashMap<>();
    if (!live.isEmpty()) {
      // Run by run: of a list of unknown length the planner may think that it is a good part of the
      // table, and read all of it. A damaged row harms its own run only: it is not counted.
      jdbc.sql(
              """
              SELECT r.run, c.state, c.n FROM unnest(:runs) AS r (run)
               CROSS JOIN LATERAL (
                SELECT s.state, count(*) AS n FROM step_run s
                 WHERE s.run = r.run AND s.state = ANY (:states)
                 GROUP BY s.state) c
              """)
          .param("runs", SqlArrays.uuids(live))
          .param("states", SqlArrays.texts(List.of(StepState.values()), StepState::wireName))
          .query(
              row -> {
                counted
                    .computeIfAbsent(
                        Columns.uuid(row, "run"), run -> new EnumMap<>(StepState.class))
                    .put(StepState.of(row.getString("state")), row.getInt("n"));
              });
    }
    return runs.stream()
        .map(
            r ->
                r.counts != null
                    ? r.run
                    : r.with(new StepCounts(counted.getOrDefault(r.run.id(), Map.of()))))
        .toList();
  }

  /** A run whose counts may have to be counted. */
  private record Counted(RunRecord run, @Nullable StepCounts counts) {
    RunRecord with(StepCounts steps) {
      return new RunRecord(
          run.id(),
          run.projectId(),
          run.project(),
          run.dagId(),
          run.dag(),
          run.dagVersionId(),
          run.dagVersion(),
          run.snapshot(),
          run.state(),
          run.stateText(),
          run.createdBy(),
          run.triggerKind(),
          run.triggerName(),
          run.logicalTime(),
          run.dataIntervalStart(),
          run.dataIntervalEnd(),
          run.createdAt(),
          run.startedAt(),
          run.endedAt(),
          run.parameters(),
          run.givenParameters(),
          run.outputs(),
          run.outputsAbsent(),
          steps,
          run.cancelRequestedAt(),
          run.note(),
          run.quarantine(),
          run.rerun(),
          run.lastEventSeq());
    }
  }

  private static Counted row(ResultSet row, int index) throws SQLException {
    var stored = Json.readObjectOrNull(row.getString("counts"));
    StepCounts counts = stored == null ? null : StepCounts.of(stored);
    return new Counted(
        new RunRecord(
            Columns.uuid(row, "id"),
            Columns.uuid(row, "project"),
            row.getString("project_name"),
            Columns.uuid(row, "dag"),
            row.getString("dag_name"),
            Columns.uuid(row, "dag_version"),
            row.getInt("version_number"),
            row.getString("snapshot"),
            RunState.of(row.getString("state")),
            row.getString("state_text"),
            row.getString("created_by"),
            row.getString("trigger_kind"),
            row.getString("trigger_name"),
            Columns.instant(row, "logical_time"),
            Columns.instantOrNull(row, "data_interval_start"),
            Columns.instantOrNull(row, "data_interval_end"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "started_at"),
            Columns.instantOrNull(row, "ended_at"),
            Json.readObject(row.getString("parameters")),
            Set.copyOf(Columns.texts(row, "given_parameters")),
            Json.readObjectOrNull(row.getString("outputs")),
            texts(Json.readObjectOrNull(row.getString("outputs_absent"))),
            counts == null ? new StepCounts(Map.of()) : counts,
            Columns.instantOrNull(row, "cancel_requested_at"),
            row.getString("note"),
            row.getString("quarantine_reason"),
            row.getInt("rerun"),
            row.getLong("last_event_seq")),
        counts);
  }

  private static Map<String, String> texts(@Nullable ObjectNode column) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (column != null) {
      column.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asString()));
    }
    return Collections.unmodifiableMap(texts);
  }

  private static RunBrief brief(ResultSet row, int index) throws SQLException {
    return new RunBrief(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "dag"),
        row.getString("project_name"),
        row.getString("dag_name"),
        RunState.of(row.getString("state")),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "ended_at"));
  }

  private static StepRecord step(
      ResultSet row, List<AttemptBrief> attempts, List<StepEndRecord> ends) throws SQLException {
    var resolved = Json.readObjectOrNull(row.getString("resolved"));
    return new StepRecord(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "run"),
        row.getString("step"),
        Columns.ints(row, "map_path"),
        row.getInt("ordinal"),
        StepState.of(row.getString("state")),
        row.getString("message"),
        row.getString("pool"),
        Columns.textsOrNull(row, "branch_choice"),
        Json.readObjectOrNull(row.getString("outputs")),
        resolved == null ? null : ResolvedStep.of(resolved).parameters(),
        row.getInt("user_retries"),
        row.getInt("platform_retries"),
        Columns.instantOrNull(row, "not_before"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "ended_at"),
        row.getInt("rerun"),
        List.copyOf(ends),
        List.copyOf(attempts));
  }

  private Map<UUID, List<StepEndRecord>> ends(Collection<UUID> steps) {
    Map<UUID, List<StepEndRecord>> ends = new HashMap<>();
    jdbc.sql("SELECT * FROM step_end WHERE step_run = ANY (:steps) ORDER BY rerun")
        .param("steps", SqlArrays.uuids(steps))
        .query(
            row -> {
              ends.computeIfAbsent(Columns.uuid(row, "step_run"), step -> new ArrayList<>())
                  .add(end(row));
            });
    return ends;
  }

  private static StepEndRecord end(ResultSet row) throws SQLException {
    return new StepEndRecord(
        row.getInt("rerun"),
        Columns.uuidOrNull(row, "attempt"),
        StepState.of(row.getString("state")),
        row.getString("message"),
        Json.readObjectOrNull(row.getString("outputs")),
        Columns.textsOrNull(row, "branch_choice"),
        Columns.instant(row, "at"));
  }
}
