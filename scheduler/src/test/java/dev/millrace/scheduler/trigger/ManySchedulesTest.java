package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two thousand schedules that are due in one instant. */
@Tag("slow")
class ManySchedulesTest extends ScheduleTest {
  private static final Logger log = LoggerFactory.getLogger(ManySchedulesTest.class);
  private static final int MANY = 2_000;

  @Test
  void eachOfTwoThousandSchedulesHasItsRunSoon() throws Exception {
    at("2026-11-21T05:00:00Z");
    Dag dag = definition("schedule: { cron: \"0 6 * * *\" }", "shell: run");
    List<Callable<UUID>> making = Collections.nCopies(MANY, () -> store(dag));
    try (var executor = Executors.newFixedThreadPool(4)) {
      for (Future<UUID> made : executor.invokeAll(making)) {
        made.get();
      }
    }
    at("2026-11-21T06:00:01Z");
    poll("a server that has just started");
    assertThat(count("run")).isEqualTo(MANY);
    at("2026-11-22T06:00:01Z");
    poll("a server that has read the definitions before");
    assertThat(count("run")).isEqualTo(2 * MANY);
    assertThat(count("tick WHERE outcome <> 'run'")).as("ticks that were judged too late").isZero();
  }

  private static void poll(String who) {
    long began = System.nanoTime();
    int started = server.poll();
    log.info("{} ticks in {} ms: {}", MANY, (System.nanoTime() - began) / 1_000_000, who);
    assertThat(started).isEqualTo(MANY);
  }
}
