package dev.millrace.scheduler.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

    // Done when there is an answer, or when it is this request's turn to work on a batch.
    private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();

    final void answer(A value) {
      answer.complete(value);
      giveTurn();
    }

    final void fail(RuntimeException reason) {
      answer.completeExceptionally(reason);
      giveTurn();
    }

    final boolean isAnswered() {
      return answer.isDone();
    }

    final void awaitTurn() {
      turn.join();
    }

    final void giveTurn() {
      turn.complete(null);
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
    submit(key, List.of(request));
    request.rethrow();
  }

  /** As {@link #submit(Object, Request)} for several that come together; each keeps its failure. */
  void submit(K key, List<R> requests) {
    Lane<R> lane =
        lanes.compute(
            key,
            (k, present) -> {
              Lane<R> joined = present == null ? new Lane<>() : present;
              joined.users++;
              return joined;
            });
    try {
      lane.join(requests);
      for (R request : requests) {
        request.awaitTurn();
        if (!request.isAnswered()) {
          try {
            answer(key, lane.take(limit));
          } finally {
            lane.passOn();
          }
        }
      }
    } finally {
      lanes.computeIfPresent(key, (k, left) -> --left.users == 0 ? null : left);
    }
  }

  /** How many requests about that gather for the next batches. */
  int waiting(K key) {
    Lane<R> lane = lanes.get(key);
    return lane == null ? 0 : lane.size();
  }

  private void answer(K key, List<R> batch) {
    try {
      work.accept(key, batch);
    } catch (RuntimeException e) {
      batch.forEach(request -> request.fail(e));
    } catch (Error e) {
      // Not thrown on: this thread may have the next turn, too, and all who come later wait for it.
      var failure = new IllegalStateException("requests about %s failed".formatted(key), e);
      batch.forEach(request -> request.fail(failure));
    } finally {
      // Nobody may wait for ever, not even for what the work forgot.
      batch.stream()
          .filter(request -> !request.isAnswered())
          .forEach(
              request ->
                  request.fail(
                      new IllegalStateException(
                          "a request about %s was not answered; it can be repeated"
                              .formatted(key))));
    }
  }

  // The requests about one thing. One of them works at a time; whoever is answered goes its way at
  // once and never waits for a batch that it is not in.
  private static final class Lane<R extends Request<?>> {
    private final Queue<R> waiting = new ArrayDeque<>();
    private boolean working;
    int users;

    /** Where nobody works, the first of them gets its turn at once. */
    synchronized void join(List<R> requests) {
      waiting.addAll(requests);
      if (!working) {
        working = true;
        passOn();
      }
    }

    synchronized int size() {
      return waiting.size();
    }

    /** The next batch; whoever works is the first of it. */
    synchronized List<R> take(int limit) {
      List<R> batch = new ArrayList<>();
      while (batch.size() < limit && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      return batch;
    }

    /** Has the request that waits longest work on the next batch. */
    synchronized void passOn() {
      R next = waiting.peek();
      if (next == null) {
        working = false;
      } else {
        next.giveTurn();
      }
    }
  }
}
