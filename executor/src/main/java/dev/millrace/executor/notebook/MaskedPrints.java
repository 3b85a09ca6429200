package dev.millrace.executor.notebook;

import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.masking.MaskedStream;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Masks what cells print, a value that comes in several messages too. An end that may be the
 * beginning of a value waits until its stream goes on, its cell shows something else, or is over.
 */
final class MaskedPrints {
  private final Mask mask;
  private final OutputCollector collector;
  private final Map<Source, MaskedStream> streams = new LinkedHashMap<>();

  MaskedPrints(Mask mask, OutputCollector collector) {
    this.mask = mask;
    this.collector = collector;
  }

  private record Source(int cell, StreamName stream) {}

  synchronized void print(int cell, StreamName stream, String text) {
    if (mask.isNone()) {
      collector.print(cell, stream, text);
      return;
    }
    String shown =
        streams.computeIfAbsent(new Source(cell, stream), any -> mask.stream()).next(text);
    if (!shown.isEmpty()) {
      collector.print(cell, stream, shown);
    }
  }

  /** Nothing waits any longer. */
  synchronized void release() {
    streams.forEach(
        (source, stream) -> {
          String rest = stream.rest();
          if (!rest.isEmpty()) {
            collector.print(source.cell(), source.stream(), rest);
          }
        });
    streams.clear();
  }
}
