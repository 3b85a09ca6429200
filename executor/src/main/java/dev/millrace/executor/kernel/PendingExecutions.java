package dev.millrace.executor.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait for their end: the reply on the shell channel and the idle status on iopub,
 * in whatever order.
 *
 * <p>An idle status can be lost, because iopub drops messages when they come faster than they are
 * read. So when a reply is there for a while without it, a probe is sent: iopub keeps its order,
 * and when the probe's idle is seen, that of every earlier request has been seen or will never
 * come. Safe for use by several threads.
 */
final class PendingExecutions {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<String, Pending> pending = new HashMap<>();
  private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
  private @Nullable Probe probe;
  private @Nullable ProcessEnd death;

  synchronized CompletableFuture<KernelMessage> add(String id) {
    Pending one = new Pending();
    if (death == null) {
      pending.put(id, one);
    } else {
      one.result.completeExceptionally(new KernelException.Died(death));
    }
    return one.result;
  }

  synchronized boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Completes when nothing waits. */
  synchronized CompletableFuture<Void> whenEmpty() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    if (pending.isEmpty()) {
      empty.complete(null);
    } else {
      waiters.add(empty);
    }
    return empty;
  }

  void replied(KernelMessage reply) {
    complete(onReply(reply));
  }

  void idle(String id) {
    complete(onIdle(id));
  }

  /** Ends all that wait, and all that come. */
  void died(ProcessEnd end) {
    List<Pending> all;
    synchronized (this) {
      death = end;
      all = List.copyOf(pending.values());
      pending.clear();
    }
    all.forEach(one -> one.result.completeExceptionally(new KernelException.Died(end)));
  }

  /**
   * Whether a reply has waited long enough for its idle status that the kernel should be probed
   * now.
   */
  synchronized boolean needsProbe() {
    long now = System.nanoTime();
    return probe == null
        && pending.values().stream()
            .anyMatch(one -> one.reply != null && now - one.repliedAt > PATIENCE.toNanos());
  }

  synchronized void probing(String id) {
    List<String> waiting = new ArrayList<>();
    pending.forEach(
        (key, one) -> {
          if (one.reply != null) {
            waiting.add(key);
          }
        });
    probe = new Probe(id, waiting);
  }

  private synchronized List<Pending> onReply(KernelMessage reply) {
    Pending one = pending.get(reply.parentId());
    if (one == null) {
      return List.of();
    }
    one.reply = reply;
    one.repliedAt = System.nanoTime();
    return take(reply.parentId()).stream().toList();
  }

  private synchronized List<Pending> onIdle(String id) {
    List<Pending> complete = new ArrayList<>();
    List<String> idle = new ArrayList<>(List.of(id));
    if (probe != null && probe.id().equals(id)) {
      idle.addAll(probe.waiting());
      probe = null;
    }
    for (String each : idle) {
      Pending one = pending.get(each);
      if (one != null) {
        one.idle = true;
        take(each).ifPresent(complete::add);
      }
    }
    return complete;
  }

  private Optional<Pending> take(String id) {
    Pending one = pending.get(id);
    if (one == null || one.reply == null || !one.idle) {
      return Optional.empty();
    }
    pending.remove(id);
    return Optional.of(one);
  }

  /** Outside the lock: whoever waits runs what it likes. */
  private void complete(List<Pending> all) {
    for (Pending one : all) {
      if (one.reply != null) {
        one.result.complete(one.reply);
      }
    }
    List<CompletableFuture<Void>> told;
    synchronized (this) {
      if (!pending.isEmpty()) {
        return;
      }
      told = List.copyOf(waiters);
      waiters.clear();
    }
    told.forEach(each -> each.complete(null));
  }

  private static final class Pending {
    private final CompletableFuture<KernelMessage> result = new CompletableFuture<>();
    private @Nullable KernelMessage reply;
    private long repliedAt;
    private boolean idle;
  }

  private record Probe(String id, List<String> waiting) {}
}
