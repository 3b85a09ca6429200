package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
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
    assertThat(value("millrace_queue_oldest_seconds", pool)).isPositive();
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
    return service
        .admin()
        .get("/api/v1/metrics")
        .expect(200)
        .text()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(parts).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
