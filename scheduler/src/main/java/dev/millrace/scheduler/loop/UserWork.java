package dev.millrace.scheduler.loop;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the files that users write, with the expressions in them, on a few threads of its own. Work
 * that claims and completions wait for does not belong here: it would wait behind the files.
 *
 * <p>Requests, heartbeats and loops run on virtual threads, which share as many threads of the
 * system as there are cores and give them back only when they wait: a handful of computations on
 * them would stop health, heartbeats and a shutdown. Here the system divides the cores between all,
 * and a thread that waits for an answer needs no core meanwhile.
 */
public final class UserWork {
  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final ExecutorService POOL = pool();

  private UserWork() {}

  private static final class Worker extends Thread {
    Worker(Runnable work, int number) {
      super(null, work, "user-work-" + number);
      setDaemon(true);
    }
  }

  private static ExecutorService pool() {
    AtomicInteger number = new AtomicInteger();
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Worker(work, number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Computes and waits for the answer. The work reads no database and has a limit of its own: what
   * is bound to the caller's thread, as a transaction is, does not reach it.
   *
   * @throws CancellationException if the caller is interrupted
   */
  public static <T> T call(Callable<T> work) {
    if (Thread.currentThread() instanceof Worker) {
      return now(work);
    }
    Future<T> answer = POOL.submit(work);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw thrown(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while something that a user wrote was computed");
    }
  }

  private static <T> T now(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw thrown(e);
    }
  }

  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }
}
