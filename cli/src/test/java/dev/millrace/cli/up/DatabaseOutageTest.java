package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.worker.Worker;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two servers and their workers under load while their database goes away in every way that one
 * can: reset, killed, restarted, refused, silent. Runs are asked for all the time, and so is every
 * surface. At the end nothing is lost and nothing was done twice: the steps themselves wrote down
 * what they did, in a file that no fault touches.
 *
 * <p>The system property {@code millrace.soak} has each fault last as long as it may (up to a
 * minute), and says how many rounds of all of them there are.
 */
@Tag("slow")
@Tag("long")
@Timeout(value = 6, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseOutageTest {
  private static final int SOAK = Integer.getInteger("millrace.soak", 0);
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int CHAINS = 4;
  private static final int LINKS = 4;
  private static final int OPEN_RUNS = 2;

  /** Two workers with three slots each, and two lines a step. */
  private static final int LINES_OF_RUNNING_STEPS = 12;

  /**
   * What every client is promised is 5 s. A machine that is busy with other tests is late with its
   * own clocks, too; without the watch answers take 13 s and more.
   */
  private static final Duration ANSWERED = Duration.ofSeconds(SOAK > 0 ? 5 : 10);

  @TempDir Path temp;

  private final AtomicBoolean working = new AtomicBoolean(true);
  private final Set<String> runs = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> breaches = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turnedAway = new AtomicInteger();

  @Test
  void noFaultOfTheDatabaseLosesWorkOrDoesItTwice() throws Exception {
    try (var house = new DatabaseHouse(temp);
        Worker one = house.worker("one", 0);
        Worker two = house.worker("two", 1)) {
      house.push(dag());
      List<Thread> load = new ArrayList<>();
      for (int server = 0; server < 2; server++) {
        int asked = server;
        load.add(Thread.ofPlatform().start(() -> trigger(house, asked)));
        surfaces(house, asked)
            .forEach(surface -> load.add(Thread.ofPlatform().start(() -> probe(surface))));
      }
      UpProcess.await(LONG, () -> ledger().size() > CHAINS);

      for (int round = 0; round < Math.max(1, SOAK); round++) {
        for (Fault fault : faults(house)) {
          fault.happens().run();
          // Steps that run write their lines without a database: more lines than theirs show that
          // new ones have begun, so that no two outages become one that is longer than a lease.
          int ended = ledger().size();
          UpProcess.await(LONG, () -> ledger().size() > ended + LINES_OF_RUNNING_STEPS + CHAINS);
          assertThat(breaches).as("answers around: %s: %s", fault.name(), breaches).isEmpty();
          assertThat(one.stopped()).as("worker one after: %s", fault.name()).isNotDone();
          assertThat(two.stopped()).as("worker two after: %s", fault.name()).isNotDone();
        }
      }

      working.set(false);
      for (Thread thread : load) {
        thread.join();
      }
      assertThat(breaches).isEmpty();
      assertThat(turnedAway).as("requests that met a fault").hasPositiveValue();
      UpProcess.await(
          LONG, () -> house.count("SELECT count(*) FROM run WHERE ended_at IS NULL") == 0);
      assertThat(house.texts(OutageInvariants.BROKEN)).isEmpty();
      assertThat(house.texts("SELECT id::text FROM run WHERE state = 'succeeded'"))
          .as("runs that were asked for")
          .containsAll(runs);
      everyStepRanOnceAndInOrder(house.texts("SELECT id::text FROM run"));
    }
  }

  private record Fault(String name, Happening happens) {}

  @FunctionalInterface
  private interface Happening {
    void run() throws Exception;
  }

  private static List<Fault> faults(DatabaseHouse house) {
    boolean soak = SOAK > 0;
    Duration killing = Duration.ofSeconds(soak ? 20 : 5);
    Duration away = Duration.ofSeconds(soak ? 60 : 8);
    return List.of(
        new Fault("connections are reset", () -> every(500, killing, house.line()::reset)),
        new Fault(
            "back ends are killed every 3 s", () -> every(3_000, killing, house::killBackEnds)),
        new Fault("… every 0.5 s", () -> every(500, killing, house::killBackEnds)),
        new Fault("… every 0.1 s", () -> every(100, killing, house::killBackEnds)),
        new Fault("a silence of 5 s", () -> during(house, Duration.ofSeconds(5), true)),
        new Fault("it is restarted", house::restart),
        new Fault("a longer silence", () -> during(house, away, true)),
        new Fault("it is refused", () -> during(house, away, false)));
  }

  private static void every(long millis, Duration how, Happening what) throws Exception {
    long end = System.nanoTime() + how.toNanos();
    while (System.nanoTime() - end < 0) {
      what.run();
      TimeUnit.MILLISECONDS.sleep(millis);
    }
  }

  private static void during(DatabaseHouse house, Duration how, boolean silent) throws Exception {
    if (silent) {
      house.line().hold();
    } else {
      house.line().shut();
    }
    TimeUnit.NANOSECONDS.sleep(how.toNanos());
    if (silent) {
      house.line().release();
    } else {
      house.line().open();
    }
  }

  /** Keeps some runs open; each is asked for under a key until the server has answered. */
  private void trigger(DatabaseHouse house, int server) {
    Set<String> mine = new TreeSet<>();
    for (int n = 0; working.get(); n++) {
      String key = "%d-%d".formatted(server, n);
      Answer answer = house.trigger(server, key, ledgerFile());
      while (answer.status() == 503 && working.get()) {
        turnedAway.incrementAndGet();
        pause(300);
        answer = house.trigger(server, key, ledgerFile());
      }
      boolean over = answer.status() == 503 && !working.get();
      if (!over) {
        judge("a run is asked for", answer, 201, false);
      }
      if (answer.status() == 201) {
        String run = JsonMapper.shared().readTree(answer.body()).path("id").asString();
        runs.add(run);
        mine.add(run);
      }
      BooleanSupplier full = () -> mine.stream().filter(r -> !isDone(r)).count() >= OPEN_RUNS;
      while (working.get() && full.getAsBoolean()) {
        pause(100);
      }
    }
  }

  private boolean isDone(String run) {
    return ledger().stream().filter(e -> e.run().equals(run) && e.kind().equals("E")).count()
        == CHAINS * LINKS;
  }

  /** Something to ask for again and again. */
  private record Surface(String name, HttpRequest request, int status, boolean always) {
    Surface(String name, HttpRequest request, int status) {
      this(name, request, status, false);
    }
  }

  private static List<Surface> surfaces(DatabaseHouse house, int server) {
    String token = house.token(server);
    return List.of(
        new Surface(
            "liveness, with a token",
            house.request(server, "/api/v1/health/live", token).build(),
            200,
            true),
        new Surface(
            "the OpenAPI document",
            house.request(server, "/api/v1/openapi.json", token).build(),
            200,
            true),
        new Surface("who I am", house.request(server, "/api/v1/me", token).build(), 200),
        new Surface("a list", house.request(server, "/api/v1/runs?limit=5", token).build(), 200),
        new Surface(
            "a token that is none",
            house.request(server, "/api/v1/me", "mlr_" + "0".repeat(32) + "_none").build(),
            401),
        new Surface(
            "a sign-in",
            house
                .request(server, "/api/v1/login", null)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"none\"}"))
                .build(),
            401),
        new Surface(
            "a stranger's heartbeat",
            house
                .request(server, "/worker/v1/heartbeat", "mls_none")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            401));
  }

  private void probe(Surface surface) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (working.get()) {
        judge(
            surface.name(), Answer.to(http, surface.request()), surface.status(), surface.always());
        pause(200);
      }
    }
  }

  private void judge(String what, Answer answer, int expected, boolean always) {
    boolean away = answer.status() == 503 && answer.retryAfter() && !always;
    if (away) {
      turnedAway.incrementAndGet();
    }
    // Many sign-ins were refused lately: that is not what this is about.
    boolean throttled = expected == 401 && answer.status() == 429;
    if (answer.status() != expected && !away && !throttled) {
      breaches.add("%s: %d %s".formatted(what, answer.status(), answer.body()));
    }
    if (answer.took().compareTo(ANSWERED) > 0) {
      breaches.add("%s took %s".formatted(what, answer.took()));
    }
  }

  /** One line of the ledger. */
  private record Entry(String kind, String run, String step, String attempt) {}

  private void everyStepRanOnceAndInOrder(List<String> allRuns) {
    Map<String, Integer> at = new HashMap<>();
    List<Entry> entries = ledger();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String key = entry.kind() + " " + entry.run() + " " + entry.step();
      assertThat(at.put(key, i)).as("%s is written twice", key).isNull();
    }
    for (String run : allRuns) {
      for (int step = 0; step < CHAINS * LINKS; step++) {
        String name = run + " s" + step;
        assertThat(at).containsKeys("S " + name, "E " + name);
        if (step >= CHAINS) {
          assertThat(at.get("S " + name))
              .as("%s begins after the one before it", name)
              .isGreaterThan(at.get("E " + run + " s" + (step - CHAINS)));
        }
      }
    }
    assertThat(entries).hasSize(allRuns.size() * CHAINS * LINKS * 2);
  }

  private List<Entry> ledger() {
    try {
      return Files.exists(ledgerFile())
          ? Files.readAllLines(ledgerFile()).stream()
              .map(line -> line.split(" "))
              .filter(words -> words.length == 4)
              .map(words -> new Entry(words[0], words[1], words[2], words[3]))
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path ledgerFile() {
    return temp.resolve("ledger.txt");
  }

  private static String dag() {
    String steps =
        IntStream.range(0, CHAINS * LINKS)
            .mapToObj(
                i ->
                    """
                      s%d:
                        shell: |
                          echo "S $MILLRACE_RUN_ID $MILLRACE_STEP_ID $MILLRACE_ATTEMPT" >> "$book"
                          sleep 0.2
                          echo "E $MILLRACE_RUN_ID $MILLRACE_STEP_ID $MILLRACE_ATTEMPT" >> "$book"
                    %s"""
                        .formatted(
                            i, i < CHAINS ? "" : "    dependsOn: [s%d]\n".formatted(i - CHAINS)))
            .collect(Collectors.joining());
    return "dag: load\nparameters: { book: { type: string } }\nsteps:\n" + steps;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
