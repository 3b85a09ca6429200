package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What pages read of attempts. Changes nothing. */
public final class AttemptReads {
  private final JdbcClient jdbc;

  public AttemptReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The attempt of that id. */
  public Optional<AttemptRecord> attempt(UUID id) {
    List<AttemptRecord.Input> inputs =
        jdbc.sql(
                """
                SELECT i.path, i.digest, s.step FROM attempt_input i
                  JOIN attempt a ON a.id = i.producer
                  JOIN step_run s ON s.id = a.step_run
                 WHERE i.attempt = :id ORDER BY i.path, s.step
                """)
            .param("id", id)
            .query(
                (row, i) ->
                    new AttemptRecord.Input(
                        row.getString("path"), row.getString("digest"), row.getString("step")))
            .list();
    List<AttemptRecord.Secret> secrets = secrets(id);
    return jdbc.sql(
            """
            SELECT a.*, s.step, s.map_path, r.project, v.number AS version_number,
                   e.number AS deployment_number
              FROM attempt a
              JOIN step_run s ON s.id = a.step_run
              JOIN run r ON r.id = a.run
              JOIN dag_version v ON v.id = a.dag_version
              LEFT JOIN rerun g
                ON g.run = a.run AND g.number = a.rerun AND g.dag_version IS NOT NULL
              LEFT JOIN deployment e
                ON e.id = CASE WHEN g.number IS NULL THEN r.deployment ELSE g.deployment END
             WHERE a.id = :id
            """)
        .param("id", id)
        .query((row, i) -> record(row, inputs, secrets))
        .optional();
  }

  /** What the attempt published, by path. Empty until its completion. */
  public List<ArtifactRecord> artifacts(UUID attempt) {
    return jdbc.sql(
            "SELECT path, digest, size, media_type FROM artifact WHERE attempt = :id ORDER BY path")
        .param("id", attempt)
        .query(
            (row, i) ->
                new ArtifactRecord(
                    row.getString("path"),
                    row.getString("digest"),
                    row.getLong("size"),
                    row.getString("media_type")))
        .list();
  }

  /** Events of an attempt after that number, in order, at most {@code limit}. */
  public List<AttemptEvent> eventsAfter(UUID attempt, long seq, int limit) {
    return jdbc.sql(
            """
            SELECT seq, kind, at, data FROM attempt_event
             WHERE attempt = :attempt AND seq > :seq ORDER BY seq LIMIT :limit
            """)
        .param("attempt", attempt)
        .param("seq", seq)
        .param("limit", limit)
        .query((row, i) -> event(row))
        .list();
  }

  /** Number of the newest event of an attempt; 0 if there is none. */
  public long lastEvent(UUID attempt) {
    return jdbc.sql("SELECT coalesce(max(seq), 0) FROM attempt_event WHERE attempt = :attempt")
        .param("attempt", attempt)
        .query(Long.class)
        .single();
  }

  /**
   * The warnings of an attempt, the first come first, at most {@code limit}: what the worker and
   * the notebook have to say beside what the step's code prints.
   */
  public List<AttemptEvent> warnings(UUID attempt, int limit) {
    return jdbc.sql(
            """
            SELECT seq, kind, at, data FROM attempt_event
             WHERE attempt = :attempt AND kind IN ('warning', 'warned') ORDER BY seq LIMIT :limit
            """)
        .param("attempt", attempt)
        .param("limit", limit)
        .query((row, i) -> event(row))
        .list();
  }

  /** Paths that the attempt wrote and did not publish, as its worker reported them, sorted. */
  public List<String> unpublished(UUID attempt) {
    return jdbc
        .sql(
            """
            SELECT data FROM attempt_event
             WHERE attempt = :attempt AND kind = 'unpublished' ORDER BY seq
            """)
        .param("attempt", attempt)
        .query((row, i) -> unpublishedPaths(Json.readObject(row.getString("data"))))
        .list()
        .stream()
        .flatMap(List::stream)
        .sorted()
        .distinct()
        .toList();
  }

  /**
   * The paths of an event {@code unpublished}. A worker wrote it: what is no path in it is left
   * out.
   */
  public static List<String> unpublishedPaths(JsonNode event) {
    return event
        .path("paths")
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .toList();
  }

  /** All attempts of a run, in the order of its steps. */
  public List<RunAttempt> ofRun(UUID run) {
    return jdbc.sql(
            """
            SELECT a.id, s.step, s.map_path,
                   a.number = max(a.number) OVER (PARTITION BY a.step_run) AS newest
              FROM attempt a JOIN step_run s ON s.id = a.step_run
             WHERE a.run = :run ORDER BY s.ordinal, s.map_path, a.number
            """)
        .param("run", run)
        .query(
            (row, i) ->
                new RunAttempt(
                    Columns.uuid(row, "id"),
                    row.getString("step"),
                    Columns.ints(row, "map_path"),
                    row.getBoolean("newest")))
        .list();
  }

  /**
   * What tells when these attempts did what: their phases and cells, each attempt's in order, at
   * most {@code limit} together.
   */
  public List<TimelineEvent> timelines(Collection<UUID> attempts, int limit) {
    return jdbc.sql(
            """
            SELECT attempt, seq, kind, at, data FROM attempt_event
             WHERE attempt = ANY (:attempts)
               AND kind IN ('phase', 'cell_started', 'cell_finished', 'notebook_finished')
             ORDER BY attempt, seq LIMIT :limit
            """)
        .param("attempts", SqlArrays.uuids(attempts))
        .param("limit", limit)
        .query((row, i) -> new TimelineEvent(Columns.uuid(row, "attempt"), event(row)))
        .list();
  }

  /** Events of an attempt before that number, the newest first, at most {@code limit}. */
  public List<AttemptEvent> eventsBefore(UUID attempt, long seq, int limit) {
    return jdbc.sql(
            """
            SELECT seq, kind, at, data FROM attempt_event
             WHERE attempt = :attempt AND seq < :seq ORDER BY seq DESC LIMIT :limit
            """)
        .param("attempt", attempt)
        .param("seq", seq)
        .param("limit", limit)
        .query((row, i) -> event(row))
        .list();
  }

  private static AttemptEvent event(ResultSet row) throws SQLException {
    return new AttemptEvent(
        row.getLong("seq"),
        row.getString("kind"),
        Columns.instant(row, "at"),
        Json.readObject(row.getString("data")));
  }

  /** Attempts as {@link #brief} reads them. */
  static final String BRIEFS =
      """
      SELECT a.*, v.number AS version_number
        FROM attempt a JOIN dag_version v ON v.id = a.dag_version
      """;

  static AttemptBrief brief(ResultSet row) throws SQLException {
    String phase = row.getString("phase");
    String cause = row.getString("cause");
    return new AttemptBrief(
        Columns.uuid(row, "id"),
        row.getInt("number"),
        row.getInt("version_number"),
        AttemptState.of(row.getString("state")),
        phase == null ? null : AttemptPhase.of(phase),
        cause == null ? null : Cause.of(cause),
        row.getString("message"),
        Columns.intOrNull(row, "failed_cell"),
        row.getString("worker_name"),
        Columns.instantOrNull(row, "queued_at"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "ended_at"));
  }

  private List<AttemptRecord.Secret> secrets(UUID attempt) {
    return jdbc.sql(
            """
            SELECT s.name, s.version FROM attempt_secret a
              JOIN secret s ON s.id = a.secret AND s.version = a.version
             WHERE a.attempt = :id ORDER BY s.name
            """)
        .param("id", attempt)
        .query((row, i) -> new AttemptRecord.Secret(row.getString("name"), row.getInt("version")))
        .list();
  }

  private static AttemptRecord record(
      ResultSet row, List<AttemptRecord.Input> inputs, List<AttemptRecord.Secret> secrets)
      throws SQLException {
    String parameters = row.getString("parameters");
    return new AttemptRecord(
        brief(row),
        Columns.uuid(row, "run"),
        Columns.uuid(row, "project"),
        Columns.uuid(row, "dag_version"),
        Columns.intOrNull(row, "deployment_number"),
        row.getInt("rerun"),
        row.getString("step"),
        Columns.ints(row, "map_path"),
        row.getLong("epoch"),
        Columns.uuidOrNull(row, "session"),
        row.getString("snapshot"),
        parameters == null ? Json.object() : Json.readObject(parameters),
        Json.readObjectOrNull(row.getString("outputs")),
        row.getString("notebook_digest"),
        row.getString("document_digest"),
        row.getString("kernel"),
        row.getString("environment_digest"),
        row.getLong("stored_events"),
        inputs,
        secrets);
  }
}
