package dev.millrace.executor.notebook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Times in papermill's form: {@code start_time}, {@code end_time}, {@code duration} in seconds. */
final class DocumentTimes {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private DocumentTimes() {}

  static void put(ObjectNode target, @Nullable Instant start, @Nullable Instant end) {
    target.put("start_time", start == null ? null : ISO.format(start));
    target.put("end_time", end == null ? null : ISO.format(end));
    if (start == null || end == null) {
      target.putNull("duration");
    } else {
      target.put(
          "duration", TimeUnit.NANOSECONDS.toMicros(Duration.between(start, end).toNanos()) / 1e6);
    }
  }
}
