package dev.millrace.executor.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait for their end: the reply on the shell channel and the idle status on iopub,
 * in whatever order.
 *
 * <p>Either may never come: iopub drops messages when they come faster than they are read, and a
 * kernel that cannot write its reply sends none. So when one is there for a while without the
 * other, a probe is sent. Each channel keeps its order: when the probe's idle is seen, that of
 * every earlier request has been seen or will never come, and the same is true of its reply. A
 * missing idle is then taken as seen, a missing reply fails the execution. If the kernel is silent
 * on the probe too, the execution fails after {@link #LIMIT}. Safe for use by several threads.
 */
final class PendingExecutions {
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  /** After this a probe is repeated, because iopub may have dropped its answer too. */
  private static final long PROBE_AGAIN = Duration.ofSeconds(2).toNanos();

  /** How long a kernel may be silent after the first of the two words. */
  private static final long LIMIT = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, Probe> probes = new HashMap<>();
  private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
  private long probedAt;
  private long broadcastAt;
  private @Nullable ProcessEnd death;

  PendingExecutions() {
    this(System::nanoTime);
  }

  PendingExecutions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

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
    finish(onReply(reply));
  }

  void idle(String id) {
    finish(onIdle(id));
  }

  /** The shell channel brought the reply to a request that is no execution. */
  void probeReplied(String id) {
    finish(onProbeReply(id));
  }

  /** Something came on iopub, so its words are still on their way. */
  synchronized void broadcast() {
    broadcastAt = nanoTime.getAsLong();
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

  /** Fails the executions whose kernel is silent for too long. */
  void expire() {
    finish(takeExpired());
  }

  /**
   * Returns true if one of the two words has waited long enough for the other that the kernel
   * should be probed now.
   */
  synchronized boolean needsProbe() {
    long now = nanoTime.getAsLong();
    return (probes.isEmpty() || now - probedAt > PROBE_AGAIN)
        && pending.values().stream()
            .anyMatch(one -> one.isHalf() && now - one.halfSince > PATIENCE);
  }

  synchronized void probing(String id) {
    probedAt = nanoTime.getAsLong();
    probes.put(id, new Probe(waiting(one -> one.reply != null), waiting(one -> one.idle)));
  }

  private List<String> waiting(Predicate<Pending> which) {
    List<String> ids = new ArrayList<>();
    pending.forEach(
        (id, one) -> {
          if (which.test(one)) {
            ids.add(id);
          }
        });
    return ids;
  }

  private synchronized List<Pending> onReply(KernelMessage reply) {
    Pending one = pending.get(reply.parentId());
    if (one == null) {
      return List.of();
    }
    one.half(nanoTime.getAsLong());
    one.reply = reply;
    return take(reply.parentId()).stream().toList();
  }

  private synchronized List<Pending> onIdle(String id) {
    List<Pending> complete = new ArrayList<>();
    List<String> idle = new ArrayList<>(List.of(id));
    Probe probe = probes.get(id);
    if (probe != null) {
      idle.addAll(probe.replied());
    }
    for (String each : idle) {
      Pending one = pending.get(each);
      if (one != null) {
        one.half(nanoTime.getAsLong());
        one.idle = true;
        take(each).ifPresent(complete::add);
      }
    }
    return complete;
  }

  private synchronized List<Pending> onProbeReply(String id) {
    Probe probe = probes.get(id);
    List<Pending> failed = new ArrayList<>();
    for (String each : probe == null ? List.<String>of() : probe.idle()) {
      Pending one = pending.get(each);
      if (one != null && one.reply == null) {
        pending.remove(each);
        failed.add(one.failing("finished its work without an answer"));
      }
    }
    return failed;
  }

  private synchronized List<Pending> takeExpired() {
    long now = nanoTime.getAsLong();
    List<Pending> failed = new ArrayList<>();
    for (String id : waiting(Pending::isHalf)) {
      Pending one = pending.get(id);
      if (one == null || now - one.halfSince <= LIMIT) {
        continue;
      }
      if (one.idle) {
        failed.add(one.failing("finished its work without an answer, and answers nothing since"));
        pending.remove(id);
      } else if (now - broadcastAt > LIMIT) {
        failed.add(one.failing("answered, but never said that it is idle: output may be missing"));
        pending.remove(id);
      }
    }
    return failed;
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
  private void finish(List<Pending> all) {
    for (Pending one : all) {
      if (one.failure != null) {
        one.result.completeExceptionally(one.failure);
      } else if (one.reply != null) {
        one.result.complete(one.reply);
      }
    }
    List<CompletableFuture<Void>> told;
    synchronized (this) {
      if (!pending.isEmpty()) {
        return;
      }
      probes.clear();
      told = List.copyOf(waiters);
      waiters.clear();
    }
    told.forEach(each -> each.complete(null));
  }

  private static final class Pending {
    private final CompletableFuture<KernelMessage> result = new CompletableFuture<>();
    private @Nullable KernelMessage reply;
    private boolean idle;
    private long halfSince;
    private KernelException.@Nullable HalfAnswered failure;

    /** One of the two words comes. */
    void half(long now) {
      if (!isHalf()) {
        halfSince = now;
      }
    }

    boolean isHalf() {
      return idle != (reply != null);
    }

    Pending failing(String message) {
      failure = new KernelException.HalfAnswered(message);
      return this;
    }
  }

  /**
   * What was known of the executions when a probe was sent.
   *
   * @param replied those whose reply was there
   * @param idle those whose idle status was there
   */
  private record Probe(List<String> replied, List<String> idle) {}
}
