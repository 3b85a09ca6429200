package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Prometheus reads after work was done. */
@Tag("slow")
class MetricsTest {
  private final TestService service = TestService.shared();

  @Test
  void workIsSeenInQueuePoolAttemptsAndLatencies() {
    var runs = new TestRuns(service);
    String pool = "pool=\"" + runs.pool() + "\"";
    double failedBefore = value("millrace_attempts_ended_total", "cause=\"user\"", "failed");
    runs.start();
    runs.start();
    assertThat(value("millrace_queue_steps", pool)).isEqualTo(2);
    service
        .sql()
        .sql(
            """
            UPDATE step_queue SET queued_at = queued_at - interval '10 minutes'
             WHERE step_run = (SELECT step_run FROM step_queue WHERE pool = ?
                                ORDER BY queued_at LIMIT 1)""")
        .param(runs.pool())
        .update();
    assertThat(value("millrace_queue_oldest_seconds", pool)).isBetween(600.0, 700.0);
    assertThat(value("millrace_pool_slots", pool)).isEqualTo(100);

    TestWorker worker = runs.worker();
    JsonNode first = worker.start();
    assertThat(value("millrace_queue_steps", pool)).isEqualTo(1);
    assertThat(value("millrace_pool_slots_used", pool)).isEqualTo(1);
    assertThat(value("millrace_workers", pool, "state=\"live\"")).isEqualTo(1);
    assertThat(value("millrace_worker_slots", pool)).isEqualTo(4);
    worker.events(first, 1, List.of(Map.of("kind", "phase", "phase", "cells"))).expect(200);
    assertThat(value("millrace_attempts_live", pool, "phase=\"cells\"")).isEqualTo(1);
    worker
        .complete(first, "failed", Map.of("cause", "user", "message", "no", "lastEvent", 1))
        .expect(200);
    worker.complete(worker.start(), "succeeded", Map.of()).expect(200);

    assertThat(value("millrace_queue_steps", pool)).isZero();
    assertThat(value("millrace_attempts_ended_total", "cause=\"user\"", "failed"))
        .isEqualTo(failedBefore + 1);
    assertThat(value("millrace_hop_seconds_count", pool)).isEqualTo(2);
    assertThat(value("millrace_hop_seconds_bucket", pool, "le=\"+Inf\"")).isEqualTo(2);
    assertThat(value("millrace_claim_seconds_count", pool)).isEqualTo(2);
    assertThat(value("millrace_claim_seconds_sum", pool)).isPositive();
  }

  @Test
  void everySeriesIsThereBeforeSomethingHappens() {
    var runs = new TestRuns(service);
    String pool = "pool=\"" + runs.pool() + "\"";
    String scrape = scrape();
    for (String series :
        List.of(
            "millrace_workers{" + pool + ",state=\"live\"} 0.0",
            "millrace_workers{" + pool + ",state=\"draining\"} 0.0",
            "millrace_worker_slots{" + pool + "} 0.0",
            "millrace_attempts_live{phase=\"cells\"," + pool + "} 0.0",
            "millrace_attempts_live{phase=\"leased\"," + pool + "} 0.0",
            "millrace_queue_steps{" + pool + "} 0.0",
            "millrace_queue_oldest_seconds{" + pool + "} 0.0",
            "millrace_pool_slots_used{" + pool + "} 0.0")) {
      assertThat(scrape).contains(series);
    }
    for (String state : List.of("succeeded", "failed", "cancelled", "timed_out")) {
      assertThat(scrape).contains(ended(runs, state) + " 0.0");
    }
    for (String state : List.of("queued", "running", "cancelling")) {
      assertThat(scrape).contains("millrace_runs_unfinished{state=\"" + state + "\"}");
    }
    assertThat(scrape)
        .contains("millrace_attempts_ended_total{cause=\"platform\",state=\"lost\"}")
        .contains("millrace_attempts_ended_total{cause=\"timeout\",state=\"timed_out\"}");
  }

  @Test
  void runsAreCountedByProjectDagAndEnd() {
    var runs = new TestRuns(service);
    TestWorker worker = runs.worker();
    runs.start();
    worker.complete(worker.start(), "succeeded", Map.of()).expect(200);
    runs.start();
    worker
        .complete(
            worker.start(), "failed", Map.of("cause", "user", "message", "no", "lastEvent", 0))
        .expect(200);
    String cancelled = runs.start().get("id").asString();
    service.admin().post("/api/v1/runs/" + cancelled + "/cancel", Map.of());
    for (String state : List.of("succeeded", "failed", "cancelled")) {
      assertThat(scrape()).contains(ended(runs, state) + " 1.0");
    }
    assertThat(scrape()).contains(ended(runs, "timed_out") + " 0.0");
  }

  /** Prometheus itself knows {@code up}; all else is in the scrape. */
  @Test
  void everyDocumentedAlarmFiresWhenItShouldAndNotBefore() throws IOException {
    var alarms = new Alarms(Path.of("..", "docs", "operating.md"));
    assertThat(alarms.names())
        .containsExactly(
            "MillraceDown",
            "PoolWithoutWorkers",
            "PoolFull",
            "SchedulesLate",
            "AttemptsLost",
            "DagFails");
    var idle = new TestRuns(service);
    var full = new TestRuns(service);
    Map<String, String> idlePool = Map.of("pool", idle.pool());
    Map<String, String> fullPool = Map.of("pool", full.pool());
    Map<String, String> failing = Map.of("project", full.project(), "dag", "one");
    TestWorker worker = full.worker();
    service.admin().put("/api/v1/pools/" + full.pool(), Map.of("slots", 1)).expect(200);
    idle.start();
    full.start();
    full.start();
    String before = scrape();
    assertThat(alarms.firing("PoolWithoutWorkers", before, before)).doesNotContain(idlePool);
    assertThat(alarms.firing("PoolFull", before, before)).doesNotContain(fullPool);
    assertThat(alarms.firing("SchedulesLate", before, before)).isEmpty();
    assertThat(alarms.firing("AttemptsLost", before, before)).isEmpty();
    assertThat(alarms.firing("DagFails", before, before)).isEmpty();

    JsonNode held = worker.start();
    waitsFor(idle, "10 minutes");
    waitsFor(full, "40 minutes");
    String waiting = scrape();
    assertThat(alarms.firing("PoolWithoutWorkers", before, waiting))
        .contains(idlePool)
        .doesNotContain(fullPool);
    assertThat(alarms.firing("PoolFull", before, waiting))
        .contains(fullPool)
        .doesNotContain(idlePool);

    worker
        .complete(held, "failed", Map.of("cause", "user", "message", "no", "lastEvent", 0))
        .expect(200);
    assertThat(alarms.firing("DagFails", before, scrape())).contains(failing);
    for (String lost : new String[] {"a", "b", "c", "d"}) {
      loseAttempt(new TestRuns(service), lost);
    }
    assertThat(alarms.firing("AttemptsLost", before, scrape())).isNotEmpty();
    // That it fires would need a scheduler that sleeps; what it reads is the lateness in seconds.
    assertThat(
            alarms.firing(
                "SchedulesLate",
                before,
                before.replaceAll("(millrace_ticks_late_seconds) .*", "$1 61.0")))
        .isNotEmpty();
  }

  private void waitsFor(TestRuns runs, String interval) {
    service
        .sql()
        .sql(
            "UPDATE step_queue SET queued_at = millrace_now() - CAST(? AS interval) WHERE pool = ? AND epoch IS NULL")
        .params(interval, runs.pool())
        .update();
  }

  /** Its session's lease ends, and a sweep finds it. */
  private void loseAttempt(TestRuns runs, String reason) {
    double before = value("millrace_attempts_ended_total", "state=\"lost\"");
    TestWorker worker = runs.worker();
    runs.start();
    worker.start();
    service
        .sql()
        .sql(
            "UPDATE worker_session SET expires_at = millrace_now() - interval '1 s' WHERE pool = ?")
        .param(runs.pool())
        .update();
    long patience = System.nanoTime() + 20_000_000_000L;
    while (value("millrace_attempts_ended_total", "state=\"lost\"") == before) {
      assertThat(System.nanoTime()).as("attempt %s is lost", reason).isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  private static String ended(TestRuns runs, String state) {
    return "millrace_runs_ended_total{dag=\"one\",project=\"%s\",state=\"%s\"}"
        .formatted(runs.project(), state);
  }

  private String scrape() {
    return service.admin().get("/api/v1/metrics").expect(200).text();
  }

  @Test
  void requestsDatabaseTicksAndTheProcessItselfAreThere() {
    service.admin().get("/api/v1/projects").expect(200);
    assertThat(value("millrace_database_up")).isEqualTo(1);
    assertThat(value("millrace_ticks_due")).isNotNegative();
    assertThat(value("millrace_ticks_late_seconds")).isNotNegative();
    assertThat(value("hikaricp_connections_max")).isPositive();
    assertThat(value("http_server_requests_seconds_count", "uri=\"/api/v1/projects\"", "GET"))
        .isPositive();
    assertThat(value("jvm_memory_used_bytes", "area=\"heap\"")).isPositive();
  }

  @Test
  void figuresAreForThoseWhoMaySeeAllProjects() {
    service.anonymous().get("/api/v1/metrics").expect(401);
    service.userWith("admin", service.project()).get("/api/v1/metrics").expect(403);
    TestClient viewer = service.userWith("viewer", null);
    assertThat(viewer.get("/api/v1/metrics").expect(200).header("Content-Type"))
        .startsWith("text/plain;version=0.0.4");
  }

  /** The sum over all series of that name whose line has all these parts; 0: none. */
  private double value(String name, String... parts) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(parts).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
