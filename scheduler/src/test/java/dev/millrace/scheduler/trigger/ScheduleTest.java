package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.dispatch.TestDags;
import dev.millrace.scheduler.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One server that polls when it is told to, and a database that is empty before each test. */
abstract class ScheduleTest extends ScheduleHouse {
  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    server = ScheduleServer.byHand(database);
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
}
