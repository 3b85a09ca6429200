package dev.millrace.executor.environment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one build at a time have a file, among the threads of this process and among processes: file
 * locks alone do not tell threads apart.
 */
final class BuildLock implements AutoCloseable {
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReentrantLock thread;
  private final FileChannel channel;

  private BuildLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param waiting told once if the lock is not free
   */
  static BuildLock take(Path file, Duration limit, Runnable waiting)
      throws IOException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    ReentrantLock thread = THREADS.computeIfAbsent(file.toAbsolutePath(), f -> new ReentrantLock());
    if (!thread.tryLock()) {
      waiting.run();
      if (!thread.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
    }
    boolean taken = false;
    try {
      BuildLock lock = new BuildLock(thread, lockedChannel(file, deadline, waiting));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        thread.unlock();
      }
    }
  }

  /** Polls, because a blocked {@code lock()} of another process's file cannot be given up. */
  private static FileChannel lockedChannel(Path file, long deadline, Runnable waiting)
      throws IOException, InterruptedException, TimeoutException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      if (channel.tryLock() == null) {
        waiting.run();
        while (channel.tryLock() == null) {
          if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException();
          }
          TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
      }
      taken = true;
      return channel;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close(); // gives the file lock back
    } finally {
      thread.unlock();
    }
  }
}
