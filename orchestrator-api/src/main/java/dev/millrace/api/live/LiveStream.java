package dev.millrace.api.live;

import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tab's stream. It runs on the request's own (virtual) thread and writes as fast as the client
 * reads: nothing is queued for a slow one, it only reads later from the database.
 */
final class LiveStream {
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

  private final BellKey access;
  private final List<Topic> topics;
  private final OutputStream out;
  private final JsonMapper json;

  /**
   * @param access rings when the follower's rights may have changed
   */
  LiveStream(BellKey access, List<Topic> topics, OutputStream out, JsonMapper json) {
    this.access = access;
    this.topics = List.copyOf(topics);
    this.out = out;
    this.json = json;
  }

  /**
   * Writes events until the client goes away, it may not go on, or the server stops.
   *
   * @param mayGoOn asked when the access bell rings, and every two seconds: the sign-in may end
   *     while the stream is open
   * @throws IOException when the client is gone
   */
  void run(Bell bell, BooleanSupplier mayGoOn) throws IOException, InterruptedException {
    write("retry: 1000\n\n");
    out.flush();
    long lastWrite = System.nanoTime();
    long lastCheck = lastWrite;
    List<BellKey> keys = new ArrayList<>(topics.stream().map(Topic::bell).toList());
    keys.add(access);
    try (var listener = bell.listen(keys);
        var changes = bell.listen(access)) {
      while (!bell.isOver()) {
        long now = System.nanoTime();
        if (changes.await(Duration.ZERO) || now - lastCheck > BETWEEN_CHECKS.toNanos()) {
          if (!mayGoOn.getAsBoolean()) {
            return;
          }
          lastCheck = now;
        }
        if (writeNew()) {
          lastWrite = System.nanoTime();
          continue;
        }
        if (now - lastWrite > SILENCE.toNanos()) {
          write(": still here\n\n");
          out.flush();
          lastWrite = now;
        }
        listener.await(patience());
      }
    }
  }

  private Duration patience() {
    return topics.stream().map(Topic::patience).min(Duration::compareTo).orElse(Bell.POLL);
  }

  private boolean writeNew() throws IOException {
    boolean any = false;
    for (Topic topic : topics) {
      List<LiveEvent> events = topic.next();
      for (int i = 0; i < events.size(); i++) {
        write("event: " + topic.kind() + "\n");
        if (i == events.size() - 1) {
          // The position lies behind the whole batch: whoever is cut off within it gets the batch
          // again.
          write("id: " + positions() + "\n");
        }
        write("data: " + json.writeValueAsString(events.get(i)) + "\n\n");
        any = true;
      }
    }
    if (any) {
      out.flush();
    }
    return any;
  }

  private String positions() {
    return topics.stream().map(Topic::position).collect(Collectors.joining(","));
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
