package dev.millrace.benchmarks;

import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * A worker over HTTP whose steps take no time: they are started and completed at once, and each
 * completion asks for the next step, as the real worker does.
 */
final class IdleWorker implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAIT_MILLIS = 1_000;
  private static final long BEAT_MILLIS = 5_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final AtomicReference<String> token;
  private final ReentrantLock claiming = new ReentrantLock();
  private final Set<UUID> held = ConcurrentHashMap.newKeySet();
  private final TreeSet<Long> openClaims = new TreeSet<>();
  private long lastClaim;
  private final Queue<Long> hops = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;

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
    for (int i = 0; i < slots; i++) {
      threads.add(Thread.ofVirtual().start(() -> guarded(this::work)));
    }
  }

  /**
   * Nanoseconds from sending a completion to having the next step in hand, one for each that
   * brought one.
   */
  List<Long> hops() {
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

  private void work() throws IOException, InterruptedException {
    Grant grant = null;
    while (!closing) {
      if (grant == null) {
        grant = claim();
      } else {
        grant = runAndGoOn(grant);
      }
    }
  }

  private @Nullable Grant claim() throws IOException, InterruptedException {
    // One claim of the session waits at a time, for one step: the others' turn comes with its
    // answer.
    claiming.lock();
    try {
      if (closing) {
        return null;
      }
      long number = nextClaim();
      ClaimAnswer answer =
          JSON.readValue(
              post("claims", new ClaimRequest(number, 1, WAIT_MILLIS)), ClaimAnswer.class);
      return take(answer.grants(), number);
    } finally {
      claiming.unlock();
    }
  }

  private @Nullable Grant runAndGoOn(Grant grant) throws IOException, InterruptedException {
    String attempt = "attempts/" + grant.attempt();
    post(attempt + "/start", new StartRequest(grant.epoch()));
    long number = nextClaim();
    var completion =
        new CompleteRequest(
            grant.epoch(),
            CompleteRequest.State.SUCCEEDED,
            null,
            null,
            null,
            Map.of(),
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            0,
            new CompleteRequest.Claim(number, 1));
    long sent = System.nanoTime();
    CompleteAnswer answer =
        JSON.readValue(post(attempt + "/complete", completion), CompleteAnswer.class);
    held.remove(grant.attempt());
    Grant next = take(answer.grants(), number);
    if (next != null) {
      hops.add(System.nanoTime() - sent);
    }
    return next;
  }

  private long nextClaim() {
    synchronized (openClaims) {
      openClaims.add(++lastClaim);
      return lastClaim;
    }
  }

  private @Nullable Grant take(List<Grant> grants, long number) {
    Grant grant = grants.isEmpty() ? null : grants.getFirst();
    if (grant != null) {
      held.add(grant.attempt()); // before the claim settles: a heartbeat between must list it
    }
    synchronized (openClaims) {
      openClaims.remove(number);
    }
    return grant;
  }

  private long settledClaims() {
    synchronized (openClaims) {
      return openClaims.isEmpty() ? lastClaim : openClaims.first() - 1;
    }
  }

  private void beat() throws IOException, InterruptedException {
    while (!ended.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
      long settled = settledClaims();
      post("heartbeat", new HeartbeatRequest(settled, List.copyOf(held), false, 0));
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
