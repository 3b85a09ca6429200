package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.scheduler.dispatch.SweeperLoop;
import dev.millrace.scheduler.dispatch.TestDags;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database whose clock is set by the test, and short words for schedules in it. */
@SuppressWarnings("NullAway.Init") // whoever extends it opens the house before the first test
abstract class ScheduleHouse {
  static TestDatabase database;

  /** The server that the test itself speaks to. */
  static ScheduleServer server;

  TestDags dags;

  /** It is now this instant in the database, and time goes on from there. */
  void at(String instant) {
    leapTo(Instant.parse(instant));
  }

  /** Returns how much time that is, from what the database's clock showed before. */
  static Duration leapTo(Instant instant) {
    Instant before = now();
    Instant real =
        database
            .jdbc()
            .sql("SELECT clock_timestamp()")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    database.shiftClock(Duration.between(real, instant));
    return Duration.between(before, instant);
  }

  static Instant now() {
    return database
        .jdbc()
        .sql("SELECT millrace_now()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** A Dag whose runs end as soon as they begin. */
  UUID quick(String triggers) {
    return store(definition(triggers, "noop: {}"));
  }

  /** A Dag whose runs wait for a worker that does not come. */
  UUID slow(String triggers) {
    return store(definition(triggers, "shell: run"));
  }

  static Dag definition(String triggers, String step) {
    String text = "dag: d\n%s\nsteps: { a: { %s } }\n".formatted(triggers.strip(), step);
    return DagYaml.read(text, "dags/d.yaml").orThrow();
  }

  UUID store(Dag dag) {
    UUID id = dags.store(dag);
    apply(id, dag, false);
    return id;
  }

  void apply(UUID id, Dag dag, boolean paused) {
    server
        .transaction()
        .executeWithoutResult(
            status -> server.part(TriggerSync.class).apply(id, dag, paused, now()));
  }

  /** What a deployment does: old ticks, new version, new triggers. */
  void change(UUID id, Dag dag) {
    server
        .transaction()
        .executeWithoutResult(
            status -> {
              var jdbc = JdbcClient.create(server.part(DataSource.class));
              jdbc.sql("SELECT id FROM trigger WHERE dag = :id ORDER BY id FOR NO KEY UPDATE")
                  .param("id", id)
                  .query(UUID.class)
                  .list();
              jdbc.sql("SELECT id FROM dag WHERE id = :id FOR NO KEY UPDATE")
                  .param("id", id)
                  .query(UUID.class)
                  .single();
              server.part(TriggerSync.class).settle(id, dag);
              jdbc.sql(
                      """
                      INSERT INTO dag_version (id, dag, number, definition, digest)
                      SELECT :id, :dag, current_version + 1, :definition::json, :digest
                        FROM dag WHERE id = :dag
                      """)
                  .param("id", new Ids().next())
                  .param("dag", id)
                  .param("definition", Json.write(DagJson.toJson(dag)))
                  .param("digest", DagJson.digest(dag))
                  .update();
              jdbc.sql("UPDATE dag SET current_version = current_version + 1 WHERE id = :dag")
                  .param("dag", id)
                  .update();
              server.part(TriggerSync.class).apply(id, dag, false, now());
            });
  }

  TriggerRecord trigger(UUID dag, String name) {
    return server.part(Triggers.class).find(dag, name).orElseThrow();
  }

  TriggerRecord trigger(UUID dag) {
    return trigger(dag, "schedule");
  }

  /** {@code 2026-11-21T06:00:00Z run}, {@code … skipped 12}, oldest first. */
  List<String> ticks(UUID dag) {
    return database
        .jdbc()
        .sql(
            """
            SELECT k.key, k.outcome, k.count FROM tick k JOIN trigger t ON t.id = k.trigger
             WHERE t.dag = :dag ORDER BY k.key
            """)
        .param("dag", dag)
        .query(
            (row, i) ->
                row.getString("key")
                    + " "
                    + row.getString("outcome")
                    + (row.getInt("count") > 1 ? " " + row.getInt("count") : ""))
        .list();
  }

  /** The logical times of the Dag's runs, in the order in which they were made. */
  List<String> runs(UUID dag) {
    return database
        .jdbc()
        .sql("SELECT logical_time FROM run WHERE dag = :dag ORDER BY id")
        .param("dag", dag)
        .query((row, i) -> Columns.instant(row, "logical_time").toString())
        .list();
  }

  /** The states of the Dag's runs, in the order in which they were made. */
  static List<String> runStates(UUID dag) {
    return database
        .jdbc()
        .sql("SELECT state FROM run WHERE dag = :dag ORDER BY id")
        .param("dag", dag)
        .query((row, i) -> row.getString("state"))
        .list();
  }

  /** The ids of the Dag's runs, in the order in which they were made. */
  static List<UUID> runIds(UUID dag) {
    return database
        .jdbc()
        .sql("SELECT id FROM run WHERE dag = :dag ORDER BY id")
        .param("dag", dag)
        .query((row, i) -> Columns.uuid(row, "id"))
        .list();
  }

  static void sweep() {
    server.part(SweeperLoop.class).sweep();
  }

  static int count(String sql) {
    return database.jdbc().sql("SELECT count(*) FROM " + sql).query(Integer.class).single();
  }
}
