package dev.millrace.api.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.grid.StepLetters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GridTest {
  private static final int MOST_BYTES = 150_000;

  private final TestService service = TestService.shared();
  private final TestGrid grid = new TestGrid(service);

  @Test
  void everyPageShowsOfEachRunWhatItsStepsSayWhateverTheVersionsAndThePages() {
    Random random = new Random(14);
    String[][] versions = {
      {"a", "load/b", "load/c", "d"}, {"a", "load/b", "late", "d", "e"}, {"first", "a", "d"}
    };
    List<String> runs = new ArrayList<>();
    for (String[] version : versions) {
      grid.version(version);
      for (int i = 0; i < 5; i++) {
        runs.add(grid.run());
        shake(runs.getLast(), random);
        if (random.nextInt(3) == 0) {
          grid.tick("2026-11-%02dT03:00:00Z".formatted(runs.size()), "skipped", "still running");
        }
      }
    }
    int ticks = grid.page("").get("ticks").size();
    assertThat(ticks).isPositive();
    for (int size : new int[] {1, 2, 4, 7, 15, 100}) {
      List<JsonNode> pages = grid.pages(size);
      List<String> seen = new ArrayList<>();
      int seenTicks = 0;
      for (JsonNode page : pages) {
        assertThat(page.get("runs").size()).isLessThanOrEqualTo(size);
        seenTicks += page.get("ticks").size();
        for (JsonNode run : page.get("runs")) {
          seen.add(run.get("id").asString());
          assertThat(column(page, run)).isEqualTo(steps(run.get("id").asString()));
        }
      }
      assertThat(seen).as("pages of %d", size).isEqualTo(runs.reversed());
      assertThat(seenTicks).as("ticks on pages of %d", size).isEqualTo(ticks);
    }
    assertThat(grid.page("").get("steps").valueStream().map(s -> s.get("id").asString()).toList())
        .as("the newest version's order, older steps behind what they followed")
        .containsExactly("first", "a", "b", "c", "late", "d", "e");
    assertThat(grid.page("").get("steps").get(2).get("group").asString()).isEqualTo("load");
  }

  @Test
  void aTickWithoutARunStandsBetweenTheRunsWithItsReason() {
    grid.version("a");
    String before = grid.run();
    grid.tick("2026-11-30T03:00:00Z", "paused", "the trigger was paused");
    String after = grid.run();
    JsonNode page = grid.page("");
    JsonNode tick = page.get("ticks").get(0);
    assertThat(tick.get("id").asString()).isBetween(before, after);
    assertThat(tick.get("tick").asString()).isEqualTo("2026-11-30T03:00:00Z");
    assertThat(tick.get("outcome").asString()).isEqualTo("paused");
    assertThat(tick.get("reason").asString()).isEqualTo("the trigger was paused");
    assertThat(tick.get("trigger").asString()).isEqualTo("schedule");
  }

  @Test
  void filtersNarrowRunsAndTicks() {
    grid.version("a");
    String old = grid.run();
    String failed = grid.run();
    update(old, "logical_time = '2026-01-05T03:00:00Z', trigger_kind = 'schedule'");
    update(failed, "state = 'failed'");
    grid.tick("2026-01-06T03:00:00Z", "skipped", "x");
    assertThat(ids("?state=failed,cancelled")).containsExactly(failed);
    assertThat(ids("?trigger=manual")).containsExactly(failed);
    assertThat(ids("?trigger=schedule")).containsExactly(old);
    assertThat(ids("?trigger=schedule:other")).isEmpty();
    assertThat(ids("?from=2026-01-05T03:00:00Z&to=2026-01-05T03:00:01Z")).containsExactly(old);
    assertThat(ids("?to=2026-01-05T03:00:00Z")).isEmpty();
    assertThat(grid.page("?state=failed").get("ticks")).as("a tick has no state").isEmpty();
    assertThat(grid.page("?trigger=manual").get("ticks")).isEmpty();
    assertThat(grid.page("?from=2026-01-06T00:00:00Z&to=2026-01-07T00:00:00Z").get("ticks"))
        .hasSize(1);
    assertThat(grid.page("?from=2026-01-07T00:00:00Z").get("ticks")).isEmpty();
    for (String wrong :
        List.of("state=ended", "from=yesterday", "runs=0", "runs=101", "before=x")) {
      service.admin().get(grid.path() + "/grid?" + wrong).expect(422);
    }
  }

  @Test
  void onlyWhoMaySeeTheProjectSeesItsGrid() {
    grid.version("a");
    String run = grid.run();
    String other = service.project();
    service.userWith("viewer", grid.project).get(grid.path() + "/grid").expect(200);
    service.userWith("viewer", other).get(grid.path() + "/grid").expect(404);
    service.userWith("viewer", grid.project).get(errorLine(run, "a")).expect(200);
    service.userWith("viewer", other).get(errorLine(run, "a")).expect(404);
    service.admin().get(errorLine(run, "none")).expect(404);
    service.admin().get("/api/v1/projects/" + grid.project + "/dags/none/grid").expect(404);
  }

  @Test
  void theErrorLineIsTheFirstOfWhatTheNewestAttemptSaid() {
    TestRuns runs = new TestRuns(service);
    TestWorker worker = runs.worker();
    String run = runs.start().get("id").asString();
    assertThat(service.admin().get(errorLine(run, "train")).expect(200).json()).isEmpty();
    JsonNode grant = worker.start();
    worker
        .complete(
            grant,
            "failed",
            Map.of("cause", "user", "failedCell", 2, "message", "ValueError: bad\nmore of it"))
        .expect(200);
    JsonNode error = service.admin().get(errorLine(run, "train")).expect(200).json();
    assertThat(error.get("line").asString()).isEqualTo("ValueError: bad");
    assertThat(error.get("failedCell").asInt()).isEqualTo(2);
  }

  @Test
  void fiveHundredStepsOfAHundredRunsAreFewBytes() throws IOException {
    grid.version(IntStream.range(0, 500).mapToObj("step-%03d"::formatted).toArray(String[]::new));
    grid.copies(grid.run(), 100);
    String answer = service.admin().get(grid.path() + "/grid").expect(200).text();
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(answer.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(compressed.size()).isBetween(1, MOST_BYTES);
    JsonNode page = grid.page("");
    assertThat(page.get("runs")).hasSize(100);
    assertThat(page.get("runs").get(0).get("states").asString()).hasSize(500);
  }

  /** What a page says about a run's steps: state, seconds and attempts by step. */
  private static Map<String, String> column(JsonNode page, JsonNode run) {
    Map<String, String> column = new HashMap<>();
    for (int i = 0; i < page.get("steps").size(); i++) {
      char letter = run.get("states").asString().charAt(i);
      if (letter != StepLetters.ABSENT) {
        column.put(
            page.get("steps").get(i).get("id").asString(),
            letter + " " + run.get("seconds").get(i) + " " + run.get("attempts").get(i));
      }
    }
    return column;
  }

  private Map<String, String> steps(String run) {
    Map<String, String> steps = new HashMap<>();
    service
        .sql()
        .sql(
            """
            SELECT step, state, attempts + (state = 'running')::int AS attempts,
                   coalesce(extract(epoch FROM ended_at - started_at)::int, -1) AS seconds
              FROM step_run WHERE run = ?::uuid
            """)
        .param(run)
        .query(
            row -> {
              steps.put(
                  row.getString("step"),
                  StepLetters.of(StepState.of(row.getString("state")))
                      + " "
                      + row.getObject("seconds")
                      + " "
                      + row.getInt("attempts"));
            });
    return steps;
  }

  /** Gives the steps of a run states, durations and attempts. */
  private void shake(String run, Random random) {
    StepState[] states = StepState.values();
    for (JsonNode step :
        service.admin().get("/api/v1/runs/" + run + "/steps").expect(200).json().get("items")) {
      StepState state = states[random.nextInt(states.length)];
      service
          .sql()
          .sql(
              """
              UPDATE step_run SET state = :state, attempts = :attempts,
                     not_before = CASE WHEN :state = 'retry_wait' THEN millrace_now() + interval '1 day' END,
                     started_at = millrace_now(),
                     ended_at = CASE WHEN :ended THEN millrace_now() + make_interval(secs => :seconds) END
               WHERE id = :id
              """)
          .param("state", state.wireName())
          .param("attempts", random.nextInt(4))
          .param("ended", state.isTerminal())
          .param("seconds", random.nextInt(100))
          .param("id", UUID.fromString(step.get("id").asString()))
          .update();
    }
  }

  private void update(String run, String change) {
    service.sql().sql("UPDATE run SET " + change + " WHERE id = ?::uuid").param(run).update();
  }

  private List<String> ids(String query) {
    return grid.page(query).get("runs").valueStream().map(r -> r.get("id").asString()).toList();
  }

  private static String errorLine(String run, String step) {
    return "/api/v1/runs/" + run + "/steps/" + step + "/error-line";
  }
}
