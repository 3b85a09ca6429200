package dev.millrace.scheduler.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Works on requests about the same thing together: while one batch is in its transaction, the next
 * one gathers. Nothing waits for a batch to fill, so a lone request is as fast as without.
 *
 * @param <K> what requests are about
 * @param <R> the requests
 */
final class Batcher<K, R extends Batcher.Request<?>> {
  private final int limit;
  private final BiConsumer<K, List<R>> work;
  private final ConcurrentMap<K, Lane<R>> lanes = new ConcurrentHashMap<>();

  /**
   * @param limit a batch has at most that many requests
   * @param work answers every request of a batch; what it throws is the answer of those left over
   */
  Batcher(int limit, BiConsumer<K, List<R>> work) {
    this.limit = limit;
    this.work = work;
  }

  /** A request and its answer. */
  static class Request<A> {
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    final void answer(A value) {
      answer.complete(value);
    }

    final void fail(RuntimeException reason) {
      answer.completeExceptionally(reason);
    }

    final boolean isAnswered() {
      return answer.isDone();
    }

    /** The answer, once there is one. */
    final A answer() {
      return answer.join();
    }

    final void rethrow() {
      try {
        answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException reason) {
          throw reason;
        }
        throw e;
      }
    }
  }

  /**
   * Answers the request, in this thread or in that of another request about the same thing.
   *
   * @throws RuntimeException what the work failed with
   */
  void submit(K key, R request) {
    Lane<R> lane =
        lanes.compute(
            key,
            (k, present) -> {
              Lane<R> joined = present == null ? new Lane<>() : present;
              joined.users++;
              return joined;
            });
    try {
      lane.waiting.add(request);
      lane.lock.lock();
      try {
        // Whoever holds the lock answers what it takes, so a request that is not waiting any more
        // is answered.
        while (!request.isAnswered()) {
          answer(key, lane.take(limit));
        }
      } finally {
        lane.lock.unlock();
      }
    } finally {
      lanes.computeIfPresent(key, (k, left) -> --left.users == 0 ? null : left);
    }
    request.rethrow();
  }

  private void answer(K key, List<R> batch) {
    try {
      work.accept(key, batch);
    } catch (RuntimeException e) {
      batch.forEach(request -> request.fail(e));
    } finally {
      // Whatever happened, an error of the machine included: nobody may wait for ever.
      batch.forEach(
          request ->
              request.fail(
                  new IllegalStateException(
                      "a request about %s was not answered; it can be repeated".formatted(key))));
    }
  }

  private static final class Lane<R> {
    final ReentrantLock lock = new ReentrantLock();
    final Queue<R> waiting = new ConcurrentLinkedQueue<>();
    int users;

    List<R> take(int limit) {
      List<R> batch = new ArrayList<>();
      for (R next = waiting.poll(); next != null; next = waiting.poll()) {
        batch.add(next);
        if (batch.size() == limit) {
          break;
        }
      }
      return batch;
    }
  }
}
