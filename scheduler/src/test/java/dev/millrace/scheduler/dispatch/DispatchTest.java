package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.RunEvent;
import dev.millrace.scheduler.store.StepRecord;
import dev.millrace.scheduler.store.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A database, one server that sweeps by hand, and a project. */
abstract class DispatchTest {
  static TestDatabase database;
  static TestServer server;
  TestDags dags;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    server = TestServer.on(database);
  }

  @AfterAll
  static void close() {
    server.close();
    database.close();
  }

  @BeforeEach
  final void clean() {
    database.clean();
    dags = new TestDags(database);
  }

  UUID start(String yaml) {
    return server.runs().start(TestDags.run(dags.yaml(yaml)));
  }

  TestWorker worker(int slots) {
    return new TestWorker(server, "default", slots);
  }

  RunState stateOf(UUID run) {
    return server.reads().run(run).orElseThrow().state();
  }

  StepRecord step(UUID run, String step) {
    return server.reads().step(run, step).orElseThrow();
  }

  StepState stateOf(UUID run, String step) {
    return step(run, step).state();
  }

  List<String> eventsOf(UUID run) {
    return server.reads().eventsAfter(run, 0, 1000).stream().map(RunEvent::kind).toList();
  }

  int queued(UUID run, String step) {
    return database
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM step_queue q JOIN step_run s ON s.id = q.step_run
             WHERE s.run = :run AND s.step = :step
            """)
        .param("run", run)
        .param("step", step)
        .query(Integer.class)
        .single();
  }
}
