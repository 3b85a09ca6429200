package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hot statements on {@code attempt} and its files, each with its reasons. */
final class AttemptSql {
  private static final String RUN_OF = "SELECT run FROM attempt WHERE id = :attempt";

  // The lease is joined in: it is what counts, the attempt's own state only tells what was
  // reported.
  private static final String LOAD =
      """
      SELECT a.id, a.step_run, a.number, a.epoch, a.session, a.state, a.stored_events,
             a.completion_digest, q.epoch IS NOT NULL AS leased
        FROM attempt a
        LEFT JOIN step_queue q
          ON q.step_run = a.step_run AND q.attempt = a.id AND q.epoch = a.epoch
       WHERE a.id = ANY (:attempts)
      """;

  private static final String START =
      """
      WITH started AS (
        UPDATE attempt SET state = 'running', started_at = millrace_clock()
         WHERE id = ANY (:attempts) AND state = 'leased'
        RETURNING id, step_run, number)
      UPDATE step_run s
         SET state = 'running', started_at = coalesce(s.started_at, millrace_clock()),
             message = NULL
        FROM started t
       WHERE s.id = ANY (ARRAY (SELECT step_run FROM started)) AND s.id = t.step_run
      RETURNING t.id, s.step, t.number
      """;

  private static final String COMPLETE =
      """
      UPDATE attempt a
         SET state = u.state, cause = u.cause, message = u.message, failed_cell = u.failed_cell,
             outputs = u.outputs::json, document_digest = u.document,
             document_store = CASE WHEN u.document IS NULL THEN NULL ELSE 'postgres' END,
             notebook_digest = u.notebook, kernel = u.kernel, environment_digest = u.environment,
             last_event = u.last_event, completion_digest = u.digest,
             completion_answer = '{"accepted":true}',
             started_at = CASE WHEN u.state = 'cancelled' THEN a.started_at
                               ELSE coalesce(a.started_at, millrace_clock()) END,
             ended_at = millrace_clock()
        FROM unnest(:ids, :states, :causes, :messages, :failedCells, :outputs, :documents,
                    :notebooks, :kernels, :environments, :lastEvents, :digests)
          AS u (id, state, cause, message, failed_cell, outputs, document, notebook, kernel,
                environment, last_event, digest)
       WHERE a.id = ANY (:ids) AND a.id = u.id
      """;

  // A started one may have a notebook worth finishing from its stored events.
  private static final String TAKE_AWAY =
      """
      UPDATE attempt
         SET document_pending = (state = 'running'), state = :state, cause = :cause,
             message = :message, ended_at = millrace_clock()
       WHERE id = ANY (:attempts)
      """;

  // The sequence of inserts does not matter: nobody sees the files before the commit.
  private static final String PUBLISH =
      """
      INSERT INTO artifact (attempt, path, digest, size, media_type)
      SELECT * FROM unnest(:attempts, :paths, :digests, :sizes, :mediaTypes)
      """;

  // The producer is the newest attempt that published that very file: its step may have been
  // reopened, and may even have ended again, since this attempt was leased.
  private static final String USE =
      """
      INSERT INTO attempt_input (attempt, path, digest, producer)
      SELECT DISTINCT ON (u.attempt, u.path, u.step) u.attempt, u.path, u.digest, producer.id
        FROM unnest(:attempts, :paths, :digests, :steps) AS u (attempt, path, digest, step)
        JOIN step_run s ON s.run = :run AND s.step = u.step
        JOIN attempt producer ON producer.step_run = s.id
        JOIN artifact f
          ON f.attempt = producer.id AND f.path = u.path AND f.digest = u.digest
       ORDER BY u.attempt, u.path, u.step, producer.number DESC
      ON CONFLICT DO NOTHING
      """;

  private static final String INTERRUPT =
      """
      UPDATE attempt SET interrupt_requested_at = millrace_clock()
       WHERE id = ANY (:attempts) AND interrupt_requested_at IS NULL
      """;

  private final JdbcClient jdbc;

  AttemptSql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An attempt and its lease. It can be read whatever the attempt's state is.
   *
   * @param state as it is stored
   * @param leased whether {@code epoch} still holds the queue row
   */
  record Loaded(
      UUID id,
      UUID stepRun,
      int number,
      long epoch,
      @Nullable UUID session,
      String state,
      long storedEvents,
      @Nullable String completionDigest,
      boolean leased) {
    boolean isIn(AttemptState wanted) {
      return wanted.wireName().equals(state);
    }
  }

  /** An attempt whose start was just written. */
  record Started(UUID attempt, String step, int number) {}

  /** A completion and the digest under which its repetition is known. */
  record ToComplete(Completion completion, @Nullable Cause cause, String digest) {}

  Optional<UUID> runOf(UUID attempt) {
    return jdbc.sql(RUN_OF).param("attempt", attempt).query(UUID.class).optional();
  }

  List<Loaded> load(Collection<UUID> attempts) {
    return jdbc.sql(LOAD)
        .param("attempts", SqlArrays.uuids(attempts))
        .query(
            (row, i) ->
                new Loaded(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "step_run"),
                    row.getInt("number"),
                    row.getLong("epoch"),
                    Columns.uuidOrNull(row, "session"),
                    row.getString("state"),
                    row.getLong("stored_events"),
                    row.getString("completion_digest"),
                    row.getBoolean("leased")))
        .list();
  }

  /** Writes the start of those that had not started; returns them. */
  List<Started> start(Collection<UUID> attempts) {
    return jdbc.sql(START)
        .param("attempts", SqlArrays.uuids(attempts))
        .query(
            (row, i) ->
                new Started(Columns.uuid(row, "id"), row.getString("step"), row.getInt("number")))
        .list();
  }

  void complete(List<ToComplete> ends) {
    List<Completion> all = ends.stream().map(ToComplete::completion).toList();
    jdbc.sql(COMPLETE)
        .param("ids", SqlArrays.uuids(all.stream().map(Completion::attempt).toList()))
        .param("states", SqlArrays.texts(all.stream().map(c -> c.state().wireName()).toList()))
        .param(
            "causes",
            SqlArrays.texts(
                ends.stream().map(e -> e.cause() == null ? null : e.cause().wireName()).toList()))
        .param("messages", SqlArrays.texts(all.stream().map(Completion::message).toList()))
        .param("failedCells", SqlArrays.ints(all.stream().map(Completion::failedCell).toList()))
        .param("outputs", SqlArrays.texts(all.stream().map(c -> Json.write(c.outputs())).toList()))
        .param("documents", SqlArrays.texts(all.stream().map(Completion::document).toList()))
        .param("notebooks", SqlArrays.texts(all.stream().map(Completion::notebookDigest).toList()))
        .param("kernels", SqlArrays.texts(all.stream().map(Completion::kernel).toList()))
        .param(
            "environments",
            SqlArrays.texts(all.stream().map(Completion::environmentDigest).toList()))
        .param("lastEvents", SqlArrays.longs(all.stream().map(Completion::lastEvent).toList()))
        .param("digests", SqlArrays.texts(ends.stream().map(ToComplete::digest).toList()))
        .update();
  }

  /** Ends attempts whose workers do not: they are gone, or hang. */
  void takeAway(
      Collection<UUID> attempts, AttemptState state, @Nullable Cause cause, String message) {
    jdbc.sql(TAKE_AWAY)
        .param("attempts", SqlArrays.uuids(attempts))
        .param("state", state.wireName())
        .param("cause", cause == null ? null : cause.wireName())
        .param("message", message)
        .update();
  }

  void publish(List<Completion> completions) {
    List<UUID> attempts = new ArrayList<>();
    List<PublishedArtifact> files = new ArrayList<>();
    for (Completion completion : completions) {
      for (PublishedArtifact file : completion.artifacts()) {
        attempts.add(completion.attempt());
        files.add(file);
      }
    }
    if (files.isEmpty()) {
      return;
    }
    jdbc.sql(PUBLISH)
        .param("attempts", SqlArrays.uuids(attempts))
        .param("paths", SqlArrays.texts(files.stream().map(PublishedArtifact::path).toList()))
        .param("digests", SqlArrays.texts(files.stream().map(PublishedArtifact::digest).toList()))
        .param("sizes", SqlArrays.longs(files.stream().map(PublishedArtifact::size).toList()))
        .param(
            "mediaTypes",
            SqlArrays.texts(files.stream().map(PublishedArtifact::mediaType).toList()))
        .update();
  }

  void use(UUID run, List<Completion> completions) {
    List<UUID> attempts = new ArrayList<>();
    List<UsedInput> files = new ArrayList<>();
    for (Completion completion : completions) {
      for (UsedInput file : completion.inputs()) {
        attempts.add(completion.attempt());
        files.add(file);
      }
    }
    if (files.isEmpty()) {
      return;
    }
    jdbc.sql(USE)
        .param("run", run)
        .param("attempts", SqlArrays.uuids(attempts))
        .param("paths", SqlArrays.texts(files.stream().map(UsedInput::path).toList()))
        .param("digests", SqlArrays.texts(files.stream().map(UsedInput::digest).toList()))
        .param("steps", SqlArrays.texts(files.stream().map(UsedInput::step).toList()))
        .update();
  }

  void interrupt(Collection<UUID> attempts) {
    jdbc.sql(INTERRUPT).param("attempts", SqlArrays.uuids(attempts)).update();
  }
}
