package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.MillraceServer;
import dev.millrace.cli.up.DoomedServer.Moment;
import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.worker.Worker;
import dev.millrace.executor.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker at two servers of one durable database, one of which goes: killed in the middle of a
 * completion, or in good order under load.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServersComeAndGoTest {
  private static final int CHAINS = 6;
  private static final int LINKS = 5;

  @TempDir static Path temp;

  /** The one that stays. */
  private static GatedServer server;

  private static Worker worker;

  @BeforeAll
  static void start() throws Exception {
    server = new GatedServer(temp);
    push();
    worker = startWorker();
  }

  @AfterEach
  void leadBack() throws IOException {
    server.gate().lead(server.port());
  }

  @AfterAll
  static void stop() {
    worker.close();
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Moment.class)
  void aServerKilledInACompletionLosesNothingAndNothingIsDoneTwice(Moment moment) throws Exception {
    Path book = temp.resolve(moment + ".txt");
    String run;
    try (var doomed = DoomedServer.start(moment, server.properties("doomed"))) {
      server.gate().lead(doomed.port());
      run = server.trigger("pair", book);
      doomed.awaitMoment();
      assertThat(GatedServer.state(server.step(run, "first")))
          .as("what others see of it")
          .isEqualTo(
              switch (moment) {
                case BEFORE_THE_COMMIT -> "running";
                case BEFORE_THE_ANSWER -> "succeeded";
              });
      server.gate().lead(server.port());
    }

    assertThat(GatedServer.state(server.ended(run))).isEqualTo("succeeded");
    assertThat(book).content().isEqualTo("first\nsecond\n");
    for (String step : List.of("first", "second")) {
      assertThat(begun(run, step)).as(step).containsExactly("succeeded");
      assertThat(timesEnded(run, step)).as(step).isEqualTo(1);
    }
  }

  @Test
  void aServerThatStopsUnderLoadLosesNothingAndNothingIsDoneTwice() throws Exception {
    Path book = temp.resolve("load.txt");
    MillraceServer.Running leaving = MillraceServer.start(server.properties("leaving"));
    server.gate().lead(server.port(), leaving.port());
    String run = server.trigger("load", book);
    UpProcess.await(GatedServer.LONG, () -> lines(book).size() > CHAINS);

    long began = System.nanoTime();
    leaving.close(); // what SIGTERM does; who balances the load does not know it yet
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("nobody who waits for work holds it up")
        .isLessThan(Duration.ofSeconds(8));
    assertThat(lines(book)).as("steps done when it was gone").hasSizeLessThan(CHAINS * LINKS);

    assertThat(GatedServer.state(server.ended(run))).isEqualTo("succeeded");
    List<String> steps = steps();
    assertThat(lines(book)).containsExactlyInAnyOrderElementsOf(steps);
    for (String step : steps) {
      assertThat(begun(run, step)).as(step).containsExactly("succeeded");
      assertThat(timesEnded(run, step)).as(step).isEqualTo(1);
    }
  }

  /** How the attempts of a step ended that a worker began; one that never began is only a lease. */
  private static List<@Nullable String> begun(String run, String step) {
    return server
        .sql()
        .sql(
            """
            SELECT a.state FROM attempt a JOIN step_run s ON s.id = a.step_run
             WHERE a.run = ?::uuid AND s.step = ? AND a.started_at IS NOT NULL ORDER BY a.number
            """)
        .params(run, step)
        .query(String.class)
        .list();
  }

  private static int timesEnded(String run, String step) {
    return server
        .sql()
        .sql(
            """
            SELECT count(*) FROM run_event
             WHERE run = ?::uuid AND kind = 'step_ended' AND data ->> 'step' = ?
            """)
        .params(run, step)
        .query(Integer.class)
        .single();
  }

  private static List<String> lines(Path book) {
    try {
      return Files.exists(book) ? Files.readAllLines(book) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Worker startWorker() throws Exception {
    return Worker.start(
        new WorkerSettings(
            server.gateUri(),
            WorkerSettings.PoolToken.of(server.poolToken()),
            "default",
            3,
            "w",
            Map.of(),
            temp.resolve("worker"),
            null,
            StepAccount.own(),
            "test"));
  }

  private static void push() throws IOException {
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/pair.yaml"),
        """
        dag: pair
        parameters: { book: { type: string } }
        steps:
          first: { shell: 'echo first >> "$book"' }
          second: { shell: 'echo second >> "$book"', dependsOn: [first] }
        """);
    Files.writeString(project.resolve("dags/load.yaml"), load());
    server.push(project);
  }

  private static List<String> steps() {
    return IntStream.range(0, CHAINS * LINKS).mapToObj(i -> "s" + i).toList();
  }

  private static String load() {
    var text = new StringBuilder("dag: load\nparameters: { book: { type: string } }\nsteps:\n");
    for (int i = 0; i < CHAINS * LINKS; i++) {
      text.append("  s%d: { shell: 'echo s%d >> \"$book\"'".formatted(i, i));
      text.append(i < CHAINS ? " }\n" : ", dependsOn: [s%d] }\n".formatted(i - CHAINS));
    }
    return text.toString();
  }
}
