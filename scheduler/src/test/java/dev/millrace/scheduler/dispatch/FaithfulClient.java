package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A worker as the protocol wants it, at a server whose database may be gone at any moment: it
 * repeats starts and completions until they are answered, gives up claims, and lists what it holds.
 */
final class FaithfulClient {
  private final TestServer server;
  private final TestWorker worker;
  private final int slots;
  private final ConcurrentMap<String, AtomicInteger> executions;
  private final AtomicInteger faults = new AtomicInteger();

  /**
   * @param executions how often each step's own code ran, by run and step
   */
  FaithfulClient(TestServer server, int slots, ConcurrentMap<String, AtomicInteger> executions) {
    this.server = server;
    this.worker = new TestWorker(server, "default", slots);
    this.slots = slots;
    this.executions = executions;
  }

  /** Works as long as that says; returns how many requests had to be repeated or given up. */
  int work(BooleanSupplier goOn) {
    Map<UUID, Grant> held = new LinkedHashMap<>();
    while (goOn.getAsBoolean()) {
      claim(slots - held.values().stream().mapToInt(Grant::slots).sum())
          .forEach(grant -> held.put(grant.attempt(), grant));
      beat(held);
      for (Grant grant : List.copyOf(held.values())) {
        execute(grant).forEach(next -> held.put(next.attempt(), next));
        held.remove(grant.attempt());
      }
    }
    return faults.get();
  }

  private List<Grant> claim(int free) {
    if (free <= 0) {
      return List.of();
    }
    try {
      return worker.claim(free, Duration.ofMillis(200));
    } catch (DataAccessException | TransactionException e) {
      faults.incrementAndGet();
      return List.of(); // its answer, if there was one, is lost; the next heartbeat says so
    }
  }

  private void beat(Map<UUID, Grant> held) {
    repeated(() -> worker.heartbeat(worker.lastClaim(), held.keySet()));
  }

  // The claim that rides along is answered with the completion, or never.
  private List<Grant> execute(Grant grant) {
    StartAnswer answer = repeated(() -> worker.start(grant));
    if (answer != StartAnswer.GO) {
      return List.of();
    }
    String step = grant.run() + " " + grant.step();
    executions.computeIfAbsent(step, key -> new AtomicInteger()).incrementAndGet();
    List<Grant> next = new ArrayList<>();
    var asks = new AtomicBoolean(true);
    CompletionAnswer accepted =
        repeated(
            () ->
                server
                    .queue()
                    .complete(
                        worker.session(),
                        Ending.success(grant).report(),
                        asks.getAndSet(false) ? worker.nextClaim(grant.slots()) : null));
    assertThat(accepted)
        .isInstanceOfSatisfying(
            CompletionAnswer.Accepted.class, brought -> next.addAll(brought.grants()));
    return next;
  }

  private <T> T repeated(Supplier<T> request) {
    while (true) {
      try {
        return request.get();
      } catch (DataAccessException | TransactionException e) {
        faults.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }
}
