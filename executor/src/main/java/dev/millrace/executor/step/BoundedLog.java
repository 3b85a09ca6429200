package dev.millrace.executor.step;

import dev.millrace.executor.notebook.OutputLimits;
import dev.millrace.executor.protocol.StepEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns what a process prints into log events: live, few, and not endless.
 *
 * <p>Text is gathered for a tenth of a second or 32 Ki characters. Four fifths of the limit, 8 Mi
 * characters unless it was set, are sent as they come; of the rest the last 1 Mi are sent at the
 * end, and what was left out is counted. A progress bar that rewrites its line with carriage
 * returns is sent once per gathering.
 */
public final class BoundedLog {
  static final int TAIL = 1 << 20;
  private static final int GATHERED = 32 << 10;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final StepEvents events;
  private final long head;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<StepEvent.Stream, StringBuilder> gathered =
      new EnumMap<>(StepEvent.Stream.class);
  private final StringBuilder tail = new StringBuilder();
  private long sent;
  private long left;
  private boolean closed;

  /** Sends to these events; {@link #finish} sends what is left. */
  public BoundedLog(StepEvents events) {
    this(events, OutputLimits.DEFAULT.attemptBytes());
  }

  /** As the other constructor, within this limit of an attempt's output. */
  BoundedLog(StepEvents events, long limit) {
    this.events = events;
    this.head = limit / 5 * 4;
    Thread.ofVirtual().name("step-log").start(this::sendWhileOpen);
  }

  /** Takes text; waits while too much of it is unsent. */
  public void print(StepEvent.Stream stream, String text) {
    lock.lock();
    try {
      remember(text);
      if (sent >= head) {
        left += text.length();
        return;
      }
      StringBuilder pending = gathered.computeIfAbsent(stream, s -> new StringBuilder());
      pending.append(text);
      if (pending.length() >= GATHERED) {
        send(stream, pending);
      } else {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The end of everything printed so far, at most 1 Mi characters. */
  public String tail() {
    lock.lock();
    try {
      return tail.substring(Math.max(0, tail.length() - TAIL));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what is unsent and ends; what is printed later is not sent. Repeating it does nothing.
   */
  public void finish() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      gathered.forEach(this::send);
      if (left > 0) {
        long shown = Math.min(left, TAIL);
        if (left > shown) {
          say("[%,d characters left out here]\n".formatted(left - shown));
        }
        events.add(
            new StepEvent.LogText(
                StepEvent.Stream.STDOUT, tail.substring((int) (tail.length() - shown))));
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendWhileOpen() {
    lock.lock();
    try {
      while (!closed) {
        if (gathered.values().stream().allMatch(StringBuilder::isEmpty)) {
          changed.await();
        } else {
          long rest = GATHER_NANOS;
          while (rest > 0 && !closed) {
            rest = changed.awaitNanos(rest);
          }
          if (!closed) {
            gathered.forEach(this::send);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock, so that events keep the order of the text. */
  private void send(StepEvent.Stream stream, StringBuilder pending) {
    if (pending.isEmpty()) {
      return;
    }
    String text = lastOfEachRewrite(pending);
    pending.setLength(0);
    sent += text.length();
    events.add(new StepEvent.LogText(stream, text));
    if (sent >= head) {
      say(
          "\n[the log is full: of what follows only the end is kept and shown when the step ends]\n");
    }
  }

  private void say(String text) {
    events.add(new StepEvent.LogText(StepEvent.Stream.SYSTEM, text));
  }

  private void remember(String text) {
    tail.append(text);
    if (tail.length() > 2 * TAIL) {
      tail.delete(0, tail.length() - TAIL);
    }
  }

  /**
   * Of {@code 10 %\r20 %\r30 %} only the last is worth sending; a final {@code \r} and {@code \r\n}
   * are kept. One pass: a pattern would look at a long line once for each of its characters.
   */
  static String lastOfEachRewrite(CharSequence text) {
    StringBuilder kept = new StringBuilder(text.length());
    int begin = 0; // of the piece behind the last line feed or carriage return
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
        if (next != '\n' && next != '\r') {
          kept.setLength(begin);
        }
        if (kept.isEmpty() || kept.charAt(kept.length() - 1) != '\r') {
          kept.append(c);
        }
        begin = kept.length();
      } else {
        kept.append(c);
        begin = c == '\n' ? kept.length() : begin;
      }
    }
    return kept.toString();
  }
}
