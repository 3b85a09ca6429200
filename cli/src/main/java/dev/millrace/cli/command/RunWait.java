package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.ServerUnreachableException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Waits for a run's end. A server that restarts is waited for; one that stays away is not. */
final class RunWait {
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled", "timed_out");
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration OUTAGE = Duration.ofMinutes(2);

  private final ApiConnection api;
  private final Console console;
  private final boolean quiet;

  /**
   * @param quiet whether the states on the way are not printed
   */
  RunWait(ApiConnection api, Console console, boolean quiet) {
    this.api = api;
    this.console = console;
    this.quiet = quiet;
  }

  /** The ended run, as REST represents it. */
  JsonNode end(String id) throws InterruptedException {
    String before = "";
    long lastAnswer = System.nanoTime();
    while (true) {
      try {
        JsonNode run = api.get("/runs/" + segment(id));
        lastAnswer = System.nanoTime();
        String state = run.path("state").asString("");
        if (!quiet && !state.equals(before)) {
          console.line("  " + state);
          before = state;
        }
        if (ENDED.contains(state)) {
          return run;
        }
      } catch (ServerUnreachableException e) {
        if (System.nanoTime() - lastAnswer > OUTAGE.toNanos()) {
          throw e;
        }
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }
}
