package dev.millrace.benchmarks;

import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker over HTTP whose steps take no time: they are started and ended at once, and each end
 * asks for the next step, as the real worker does. As there, what starts and ends at the same time
 * is reported together, in two requests at a time.
 */
final class IdleWorker implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAIT_MILLIS = 1_000;
  private static final long BEAT_MILLIS = 5_000;
  private static final int LANES = 2;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final AtomicReference<String> token;
  private final ReentrantLock claiming = new ReentrantLock();
  private final Set<UUID> held = ConcurrentHashMap.newKeySet();
  private final TreeSet<Long> openClaims = new TreeSet<>();
  private long lastClaim;
  private final Queue<Hop> hops = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;

  /**
   * From one step to the next.
   *
   * @param completed the attempt whose completion was answered with the next
   * @param sent when that completion was sent
   * @param inHands when the answer was here and read
   */
  record Hop(UUID completed, Instant sent, Instant inHands) {}

  /**
   * Opens a session in the pool and works until it is closed, on as many steps at once as it has
   * slots.
   */
  IdleWorker(URI server, String poolToken, String pool, int slots)
      throws IOException, InterruptedException {
    this.root = server + "/worker/v1/";
    this.token = new AtomicReference<>(poolToken);
    var request =
        new SessionRequest(
            WorkerProtocol.VERSION,
            UUID.randomUUID(),
            "bench",
            UUID.randomUUID(),
            pool,
            slots,
            List.of(),
            "bench");
    token.set(JSON.readValue(post("sessions", request), SessionAnswer.class).token());
    threads.add(Thread.ofVirtual().start(() -> guarded(this::beat)));
    int lanes = Math.min(LANES, slots);
    for (int i = 0; i < lanes; i++) {
      var lane = new Lane(slots / lanes + (i < slots % lanes ? 1 : 0));
      threads.add(Thread.ofVirtual().start(() -> guarded(lane::work)));
    }
  }

  /** One for each completion that brought the next step. */
  List<Hop> hops() {
    return List.copyOf(hops);
  }

  /**
   * @throws IllegalStateException when one of its threads failed, which makes every figure void
   */
  void requireHealthy() {
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("a worker of the benchmark failed", e);
    }
  }

  /** Some of the slots, and what is in them. */
  private final class Lane {
    private final int slots;
    private List<Grant> granted = new ArrayList<>();
    private List<Grant> running = new ArrayList<>();

    Lane(int slots) {
      this.slots = slots;
    }

    void work() throws IOException, InterruptedException {
      while (!closing) {
        if (granted.isEmpty() && running.isEmpty()) {
          claim();
        } else {
          report();
        }
      }
    }

    private void claim() throws IOException, InterruptedException {
      // One claim of the session waits at a time: the others' turn comes with its answer.
      claiming.lock();
      try {
        if (!closing) {
          long number = nextClaim();
          var request = new ClaimRequest(number, slots, WAIT_MILLIS);
          take(number, JSON.readValue(post("claims", request), ClaimAnswer.class).grants());
        }
      } finally {
        claiming.unlock();
      }
    }

    private void report() throws IOException, InterruptedException {
      List<ReportsRequest.Report> reports = new ArrayList<>();
      List<Long> claims = new ArrayList<>();
      int free = slots - granted.size() - running.size();
      for (Grant grant : running) {
        claims.add(nextClaim());
        reports.add(
            ReportsRequest.Report.complete(
                grant.attempt(), success(grant, claims.getLast(), 1 + free)));
        free = 0;
      }
      for (Grant grant : granted) {
        reports.add(ReportsRequest.Report.start(grant.attempt(), new StartRequest(grant.epoch())));
      }
      List<Grant> ending = running;
      running = granted;
      granted = new ArrayList<>();
      Instant sent = Instant.now();
      ReportsAnswer answer =
          JSON.readValue(post("reports", new ReportsRequest(reports)), ReportsAnswer.class);
      Instant inHands = Instant.now();
      for (int i = 0; i < reports.size(); i++) {
        ReportsAnswer.Answer one = answer.answers().get(i);
        if (i < ending.size()) {
          List<Grant> next = Objects.requireNonNull(one.complete(), "not completed").grants();
          held.remove(ending.get(i).attempt());
          take(claims.get(i), next);
          if (!next.isEmpty()) {
            hops.add(new Hop(ending.get(i).attempt(), sent, inHands));
          }
        } else if (one.start() == null || one.start().answer() != StartAnswer.Answer.GO) {
          throw new IOException("a start was answered with " + one.start());
        }
      }
    }

    private void take(long claim, List<Grant> grants) {
      // Held before the claim settles: a heartbeat between must list them.
      grants.forEach(grant -> held.add(grant.attempt()));
      granted.addAll(grants);
      synchronized (openClaims) {
        openClaims.remove(claim);
      }
    }
  }

  private static CompleteRequest success(Grant grant, long claim, int slots) {
    return CompleteRequest.succeeded(grant.epoch())
        .withClaim(new CompleteRequest.Claim(claim, slots));
  }

  private long nextClaim() {
    synchronized (openClaims) {
      openClaims.add(++lastClaim);
      return lastClaim;
    }
  }

  private long settledClaims() {
    synchronized (openClaims) {
      return openClaims.isEmpty() ? lastClaim : openClaims.first() - 1;
    }
  }

  private void beat() throws IOException, InterruptedException {
    while (!ended.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
      long settled = settledClaims();
      post(
          "heartbeat",
          new HeartbeatRequest(null, settled, List.copyOf(held), List.of(), false, 0, null));
    }
  }

  private String post(String path, Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Authorization", "Bearer " + token.get())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          path + " was answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  private void guarded(Loop loop) {
    try {
      loop.run();
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void close() {
    closing = true;
    ended.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
