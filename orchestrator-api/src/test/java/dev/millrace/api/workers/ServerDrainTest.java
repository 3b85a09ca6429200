package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A server that is asked to stop while requests of every kind are in it. */
@Tag("slow")
class ServerDrainTest {
  /** Far longer than a server waits for its open requests. */
  private static final int PARKED_MILLIS = 25_000;

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void whatIsInItIsAnsweredWhoWaitsIsAnsweredAtOnceAndWorkGoesOnElsewhere() throws Exception {
    MillraceServer.Running leaving = service.startServer();
    TestWorker worker = runs.worker().at(leaving);
    TestWorker waiting = runs.worker().at(leaving);
    String run = runs.start().get("id").asString();
    JsonNode grant = worker.start();

    CompletableFuture<TestClient.Answer> claim;
    // Each request is in the server for certain, and not only on the way to it.
    try (var queue = Held.queue(service)) {
      claim = later(() -> waiting.claim(PARKED_MILLIS));
      await(() -> queue.holdsUp("SELECT EXISTS (SELECT 1 FROM step_queue WHERE pool = %") == 1);
    }
    CompletableFuture<TestClient.Answer> completion;
    CompletableFuture<Void> stopped;
    try (var slow = Held.row(service, "run_progress WHERE run = ?", UUID.fromString(run))) {
      CompletableFuture<TestClient.Answer> heartbeat;
      try (var door = Held.row(service, "worker_session WHERE worker = ?", worker.id())) {
        heartbeat = later(() -> worker.heartbeat(List.of(grant), PARKED_MILLIS));
        completion = later(() -> worker.complete(grant, "succeeded", Map.of()));
        await(() -> door.holdsUp() == 1 && slow.holdsUp() == 1);
      }
      stopped = CompletableFuture.runAsync(leaving::close, THREADS);

      assertThat(claim.get(8, TimeUnit.SECONDS).expect(200).json().get("grants")).isEmpty();
      assertThat(heartbeat.get(8, TimeUnit.SECONDS).expect(200).json().get("commands")).isEmpty();
      assertThat(completion).as("what is in the middle of its work").isNotDone();
      assertThat(stopped).as("the server waits for it").isNotDone();
    }
    assertThat(completion.get(8, TimeUnit.SECONDS).expect(200).json().get("accepted").asBoolean())
        .isTrue();
    stopped.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> worker.claim(0)).isInstanceOf(UncheckedIOException.class);

    TestWorker moved = worker.at(service.server());
    moved.complete(grant, "succeeded", Map.of()).expect(200); // as after a lost answer
    String next = runs.start().get("id").asString();
    JsonNode second = moved.start();
    moved.complete(second, "succeeded", Map.of()).expect(200);
    for (String ended : List.of(run, next)) {
      JsonNode step =
          service.admin().get("/api/v1/runs/" + ended + "/steps/train").expect(200).json();
      assertThat(step.get("state").asString()).isEqualTo("succeeded");
      assertThat(step.get("attempts")).hasSize(1);
    }
  }

  private static CompletableFuture<TestClient.Answer> later(Supplier<TestClient.Answer> request) {
    return CompletableFuture.supplyAsync(request, THREADS);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** A lock that the test holds, so that requests that need it stay in the server. */
  private static final class Held implements AutoCloseable {
    private final TestService service;
    private final Connection connection;
    private final int pid;

    private Held(TestService service) throws SQLException {
      this.service = service;
      this.connection = service.server().part(DataSource.class).getConnection();
      connection.setAutoCommit(false);
      try (var asking = connection.createStatement();
          var row = asking.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        this.pid = row.getInt(1);
      }
    }

    static Held row(TestService service, String where, Object key) throws SQLException {
      var held = new Held(service);
      try (var lock =
          held.connection.prepareStatement("SELECT 1 FROM " + where + " FOR NO KEY UPDATE")) {
        lock.setObject(1, key);
        try (var row = lock.executeQuery()) {
          assertThat(row.next()).as(where).isTrue();
        }
      }
      return held;
    }

    /** The whole queue. */
    static Held queue(TestService service) throws SQLException {
      var held = new Held(service);
      try (var lock = held.connection.createStatement()) {
        lock.execute("LOCK TABLE step_queue IN ACCESS EXCLUSIVE MODE");
      }
      return held;
    }

    /** How many wait for it. */
    int holdsUp() {
      return holdsUp("%");
    }

    /** How many statements like this wait for it. */
    int holdsUp(String like) {
      return service
          .sql()
          .sql(
              """
              SELECT count(*) FROM pg_stat_activity
               WHERE ? = ANY (pg_blocking_pids(pid)) AND query LIKE ?
              """)
          .params(pid, like)
          .query(Integer.class)
          .single();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.close();
    }
  }
}
