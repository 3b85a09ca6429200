package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.dispatch.TestDags;
import dev.millrace.scheduler.store.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold whoever looks: every test of such a class runs with Quartz alone, with the poll
 * alone, and with two servers that have both. The test only lets time pass; nobody is told to look.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Lookout.class)
@SuppressWarnings("NullAway.Init") // the check does not know what runs before such a class
abstract class WatchedScheduleTest extends ScheduleHouse {
  private static Watch watch;
  @Parameter Lookout lookout;
  private int runsBefore;

  @BeforeParameterizedClassInvocation
  static void open(Lookout lookout) {
    database = TestDatabase.create();
    watch = lookout.keep(database);
    server = watch.server();
  }

  @AfterParameterizedClassInvocation
  static void close() {
    watch.close();
    database.close();
  }

  @BeforeEach
  final void begin() {
    watch.forgetAll();
    dags = new TestDags(database);
  }

  @Override
  final void at(String instant) {
    watch.settle();
    runsBefore = count("run");
    watch.leap(leapTo(Instant.parse(instant)));
  }

  /**
   * Waits until whoever keeps watch has done what is due; looking again then changes nothing.
   *
   * @return how many runs were made since time leapt, or since the last look
   */
  final int look() {
    watch.settle();
    watch.lookAgain();
    int runs = count("run");
    int made = runs - runsBefore;
    runsBefore = runs;
    return made;
  }
}
