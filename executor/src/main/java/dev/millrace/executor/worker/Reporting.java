package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the starts and ends of a session's attempts, those that come at the same time together.
 * Nothing waits for others to come: a lone report goes at once.
 */
final class Reporting {
  // A second request may go while one is under way, so that one slow run holds up little else.
  private static final int REQUESTS = 2;

  private final Post post;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Pending> waiting = new ArrayDeque<>();
  private int sending;

  Reporting(Post post) {
    this.post = post;
  }

  /** Sends reports and returns the answers, one for each. */
  @FunctionalInterface
  interface Post {
    ReportsAnswer send(ReportsRequest request) throws IOException, InterruptedException;
  }

  private record Pending(
      ReportsRequest.Report report, CompletableFuture<ReportsAnswer.Answer> answer) {}

  /**
   * Sends a report, perhaps with others.
   *
   * @return its answer; {@link ReportsAnswer.Answer#NONE} also when the server refused the request
   *     as a whole or failed with it: the reason is in the answer to the report when it is sent
   *     alone, and one report's harms no other
   * @throws ServerUnavailableException when it should be tried again
   */
  ReportsAnswer.Answer send(ReportsRequest.Report report)
      throws ServerUnavailableException, InterruptedException {
    var pending = new Pending(report, new CompletableFuture<>());
    lock.lock();
    try {
      waiting.add(pending);
      if (sending < REQUESTS) {
        sending++;
        Thread.ofVirtual().name("reports").start(this::sendAll);
      }
    } finally {
      lock.unlock();
    }
    try {
      return pending.answer().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ServerUnavailableException away
          ? away
          : new ServerUnavailableException("a report was not sent: " + e.getCause(), e);
    }
  }

  /** How many reports wait for a request to be answered. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void sendAll() {
    for (List<Pending> batch = next(); !batch.isEmpty(); batch = next()) {
      send(batch);
    }
  }

  /** Empty when this thread has no more to do: the next report begins another. */
  private List<Pending> next() {
    lock.lock();
    try {
      List<Pending> batch = new ArrayList<>();
      while (batch.size() < WorkerProtocol.MAX_REPORTS && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      if (batch.isEmpty()) {
        sending--;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void send(List<Pending> batch) {
    try {
      var request = new ReportsRequest(batch.stream().map(Pending::report).toList());
      List<ReportsAnswer.Answer> answers = post.send(request).answers();
      for (int i = 0; i < batch.size(); i++) {
        batch
            .get(i)
            .answer()
            .complete(i < answers.size() ? answers.get(i) : ReportsAnswer.Answer.NONE);
      }
    } catch (RefusedException | ServerFailedException e) {
      batch.forEach(pending -> pending.answer().complete(ReportsAnswer.Answer.NONE));
    } catch (IOException | InterruptedException | RuntimeException e) {
      batch.forEach(pending -> pending.answer().completeExceptionally(e));
    } finally {
      // Whatever happened, an error of the machine included: no attempt may wait for ever.
      var lost = new ServerUnavailableException("a report was given up; it can be repeated");
      batch.forEach(pending -> pending.answer().completeExceptionally(lost));
    }
  }
}
