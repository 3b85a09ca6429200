package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for a run's end by asking, at first often, then each second. A server that restarts is
 * waited for; one that stays away for two minutes is not.
 */
final class RunAwait {
  private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long OUTAGE = Duration.ofMinutes(2).toNanos();

  private final ApiConnection api;
  private final String run;
  private final Duration limit;
  private final long begin = System.nanoTime();
  private long lastAnswer = begin;

  RunAwait(ApiConnection api, String run, Duration limit) {
    this.api = api;
    this.run = run;
    this.limit = limit;
  }

  /**
   * @param seen is given the run as it was each time that somebody asked
   * @throws AwaitTimeoutException when it has not ended within the limit
   */
  Run end(Consumer<Run> seen) throws InterruptedException {
    long pause = FIRST_PAUSE;
    while (true) {
      try {
        Run now = Run.of(api.get("/runs/" + segment(run)));
        lastAnswer = System.nanoTime();
        seen.accept(now);
        if (now.state().isEnd()) {
          return now;
        }
        if (isOver()) {
          throw new AwaitTimeoutException(now, limit);
        }
      } catch (ServerUnreachableException e) {
        giveUpUnlessItMayComeBack(e);
      } catch (ApiException e) {
        if (e.kind() != ApiException.Kind.SERVER) {
          throw e;
        }
        giveUpUnlessItMayComeBack(e);
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(pause, Math.max(1, left())));
      pause = Math.min(LONGEST_PAUSE, pause * 3 / 2);
    }
  }

  private void giveUpUnlessItMayComeBack(RuntimeException problem) {
    if (api.isClosed() || isOver() || System.nanoTime() - lastAnswer > OUTAGE) {
      throw problem;
    }
  }

  private boolean isOver() {
    return left() <= 0;
  }

  private long left() {
    return TimeUnit.NANOSECONDS.convert(limit) - (System.nanoTime() - begin);
  }
}
