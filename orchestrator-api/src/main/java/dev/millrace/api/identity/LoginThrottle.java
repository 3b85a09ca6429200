package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: ten refusals of one name or fifty of one address within five minutes, then
 * 429 until the five minutes are over. Kept in memory and bounded; several servers each count for
 * themselves.
 */
@Component
final class LoginThrottle {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int PER_NAME = 10;
  private static final int PER_ADDRESS = 50;
  private static final int REMEMBERED = 10_000;

  private final Clock clock = Clock.systemUTC();
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Window(Instant since, int refusals) {}

  synchronized void check(String name, String address) {
    if (refusals("name:" + name) >= PER_NAME || refusals("address:" + address) >= PER_ADDRESS) {
      throw Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "LOGIN_THROTTLED",
              "too many sign-ins were refused lately")
          .hint("try again in " + WINDOW.toMinutes() + " minutes, or use a login link")
          .exception();
    }
  }

  synchronized void refused(String name, String address) {
    for (String key : new String[] {"name:" + name, "address:" + address}) {
      int before = refusals(key);
      Window window = windows.get(key);
      Instant since = before == 0 || window == null ? clock.instant() : window.since();
      windows.put(key, new Window(since, before + 1));
    }
  }

  private int refusals(String key) {
    Window window = windows.get(key);
    return window == null || window.since().plus(WINDOW).isBefore(clock.instant())
        ? 0
        : window.refusals();
  }
}
