package dev.millrace.executor.step;

import dev.millrace.executor.kernel.ProcessOutput;
import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.masking.MaskedStream;
import java.util.EnumMap;
import java.util.Map;

/** Masks what a process prints, a value that comes in several pieces too. */
final class MaskedOutput implements ProcessOutput {
  private final ProcessOutput next;
  private final Map<Stream, MaskedStream> streams = new EnumMap<>(Stream.class);

  MaskedOutput(ProcessOutput next, Mask mask) {
    this.next = next;
    for (Stream stream : Stream.values()) {
      streams.put(stream, mask.stream());
    }
  }

  @Override
  public synchronized void print(Stream stream, String text) {
    hand(stream, of(stream).next(text));
  }

  /** Hands on what was held back; the process has ended. */
  synchronized void finish() {
    for (Stream stream : Stream.values()) {
      hand(stream, of(stream).rest());
    }
  }

  private MaskedStream of(Stream stream) {
    return streams.computeIfAbsent(
        stream,
        any -> {
          throw new IllegalStateException("no stream " + any);
        });
  }

  private void hand(Stream stream, String text) {
    if (!text.isEmpty()) {
      next.print(stream, text);
    }
  }
}
