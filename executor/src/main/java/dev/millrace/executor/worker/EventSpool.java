package dev.millrace.executor.worker;

import dev.millrace.dsl.StorableText;
import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * An attempt's events on disk, one JSON object a line, numbered from 1 without gaps. They are
 * appended first and sent then, so neither an outage of the server nor the worker's own end loses
 * any.
 */
final class EventSpool implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Clock clock;

  /** Not a channel: an interrupt of the thread that appends would close that for everyone. */
  private final RandomAccessFile file;

  /** Where each event begins: offsets[n] for number n + 1; offsets[count] is the file's end. */
  private long[] offsets = new long[64];

  private int count;

  private EventSpool(RandomAccessFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Opens a spool, new or left by an earlier start; a last line that a crash cut off is dropped.
   */
  static EventSpool open(Path path, Clock clock) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    EventSpool spool = new EventSpool(file, clock);
    boolean opened = false;
    try {
      spool.index();
      opened = true;
      return spool;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /**
   * Appends an event; its texts are cleaned, so that the server can store them.
   *
   * @return its number
   * @throws UncheckedIOException when the disk refuses: the attempt cannot go on
   */
  long append(String kind, JsonNode data) {
    lock.lock();
    try {
      var event =
          new AttemptEvent(count + 1L, kind, Instant.now(clock), StorableText.cleaned(data));
      String line = WorkerProtocol.json().writeValueAsString(event) + "\n";
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      file.seek(offsets[count]);
      file.write(bytes);
      advance(offsets[count] + bytes.length);
      grown.signalAll();
      return event.seq();
    } catch (IOException e) {
      throw new UncheckedIOException("the worker's disk does not take the step's events", e);
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last event; 0: none. */
  long last() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is an event after this number. */
  void awaitAfter(long seq) throws InterruptedException {
    lock.lock();
    try {
      while (count <= seq) {
        grown.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Events from a number on, in order: at least one if there is one, else as many as both limits
   * allow.
   *
   * @param maxBytes of their JSON
   */
  List<AttemptEvent> read(long from, int maxEvents, int maxBytes) throws IOException {
    byte[] bytes;
    lock.lock();
    try {
      int first = (int) from - 1;
      if (first >= count) {
        return List.of();
      }
      int end = first + 1;
      while (end < count
          && end - first < maxEvents
          && offsets[end + 1] - offsets[first] <= maxBytes) {
        end++;
      }
      bytes = new byte[Math.toIntExact(offsets[end] - offsets[first])];
      file.seek(offsets[first]);
      file.readFully(bytes);
    } finally {
      lock.unlock();
    }
    List<AttemptEvent> events = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      events.add(WorkerProtocol.json().readValue(line, AttemptEvent.class));
    }
    return events;
  }

  private void index() throws IOException {
    byte[] bytes = new byte[1 << 16];
    long position = 0;
    for (int n = file.read(bytes); n >= 0; n = file.read(bytes)) {
      for (int i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
          advance(position + i + 1);
        }
      }
      position += n;
    }
    file.setLength(offsets[count]);
  }

  private void advance(long end) {
    count++;
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
    }
    offsets[count] = end;
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      file.close();
    } finally {
      lock.unlock();
    }
  }
}
