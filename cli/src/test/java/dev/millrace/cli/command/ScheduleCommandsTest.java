package dev.millrace.cli.command;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.up.UpProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands about schedules, and what a push does to them. */
@Tag("slow")
class ScheduleCommandsTest extends CommandTest {
  @Test
  void schedulesAreLookedAtPausedAndResumed() throws Exception {
    Path project = Files.createDirectories(folder("nightly"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/nightly.yaml"),
        """
        dag: nightly
        schedule: { cron: "0 3 * * *", zone: Europe/Berlin }
        triggers:
          - { name: often, kind: schedule, every: 1h, start: %s, catchup: all }
        steps:
          load: { noop: {} }
        """
            .formatted(Instant.now().minus(Duration.ofMinutes(90)).truncatedTo(SECONDS)));
    assertThat(run("push", project.toString(), "-P", "nightly").code()).isZero();

    assertThat(run("schedules", "nightly/nightly", "--next", "3").out().lines().toList())
        .hasSize(7)
        .anyMatch(
            line ->
                line.matches(
                    "schedule +0 3 \\* \\* \\* +Europe/Berlin +active +.+T03:00:00\\+0[12]:00"))
        .anyMatch(line -> line.matches("often +every 1h +UTC +active .*"));
    assertThat(run("schedules", "nightly/nightly", "--json").json().path("items"))
        .allSatisfy(it -> assertThat(it.path("preview").path("ticks")).hasSize(1));

    assertThat(run("pause", "nightly/nightly", "schedule").out()).contains("paused");
    assertThat(run("schedules", "nightly/nightly").out().lines())
        .filteredOn(line -> line.contains("paused"))
        .singleElement()
        .asString()
        .startsWith("schedule");
    assertThat(run("pause", "nightly/nightly", "--json").json().path("items")).hasSize(2);
    assertThat(run("resume", "nightly/nightly").out()).contains("active").doesNotContain("paused");

    Answer which = run("ticks", "nightly/nightly");
    assertThat(which.code()).isEqualTo(2);
    assertThat(which.err()).contains("name one of").contains("often").contains("schedule");
    UpProcess.await(
        Duration.ofSeconds(60),
        () -> run("ticks", "nightly/nightly", "often").out().lines().count() == 3);
    assertThat(run("ticks", "nightly/nightly", "often").out().lines().skip(1))
        .allMatch(line -> line.matches(".+Z +run +[0-9a-f-]{36}"));
    assertThat(run("schedules", "films/greet").err()).contains("has no schedule");
  }

  @Test
  void aDagWhoseScheduleIsActiveIsArchivedOnlyOnRequestAndThenCalledArchivedEverywhere()
      throws IOException {
    String folder = scheduled("kept");
    Files.writeString(
        Path.of(folder, "dags/kept.yaml"), "dag: other\nsteps: { a: { noop: {} } }\n");

    Answer plan = run("push", folder, "-P", "kept", "--dry-run");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .containsPattern("archived +kept")
        .containsPattern(
            "stops the active schedule 'schedule' of Dag 'kept', due next at .*T03:00");
    Answer refused = run("push", folder, "-P", "kept");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("'schedule' of Dag 'kept'", "--archive");
    assertThat(run("schedules", "kept/kept").out()).contains("active");

    assertThat(run("push", folder, "-P", "kept", "--archive").code()).isZero();

    assertThat(run("schedules", "kept/kept").out())
        .containsPattern("UTC +archived")
        .doesNotContain("active");
    assertThat(run("ticks", "kept/kept").code()).isZero();
    assertThat(run("versions", "kept/kept").out()).contains("is archived");
    for (String command : List.of("trigger", "pause", "resume")) {
      Answer answer = run(command, "kept/kept");
      assertThat(answer.code()).as(command).isEqualTo(2);
      assertThat(answer.err()).as(command).contains("Dag 'kept' is archived", "deploy it again");
    }
    Answer named = run("resume", "kept/kept", "schedule");
    assertThat(named.code()).isEqualTo(2);
    assertThat(named.err()).contains("is archived");

    assertThat(run("rollback", "kept").code()).as("brings it back").isZero();
    for (String[] back :
        List.of(new String[] {"rollback", "kept"}, new String[] {"promote", "films", "kept"})) {
      Answer stopped = run(back);
      assertThat(stopped.code()).as(back[0]).isEqualTo(2);
      assertThat(stopped.err()).as(back[0]).contains("'schedule' of Dag 'kept'", "--archive");
    }
    assertThat(run("rollback", "kept", "--archive").code()).isZero();
    assertThat(run("schedules", "kept/kept").out()).contains("archived");
  }

  @Test
  void onATerminalAPushAsksBeforeItStopsASchedule() throws Exception {
    String folder = scheduled("asked");
    Files.delete(Path.of(folder, "dags/asked.yaml"));

    assertThat(onTerminal("\n", "push", folder, "-P", "asked"))
        .startsWith("2 ")
        .contains("'schedule' of Dag 'asked'", "[y/N]", "nothing was changed");
    assertThat(run("schedules", "asked/asked").out()).contains("active");
    assertThat(onTerminal("y\n", "push", folder, "-P", "asked"))
        .startsWith("0 ")
        .contains("[y/N]", "deployment 2 of project asked");
    assertThat(run("schedules", "asked/asked").out()).contains("archived");
  }

  /** A pushed project of that name with a Dag of that name that runs every night. */
  private static String scheduled(String name) throws IOException {
    Path folder = folder(name);
    Files.createDirectories(folder.resolve("dags"));
    Files.writeString(folder.resolve("keep.txt"), "a project keeps a file");
    Files.writeString(
        folder.resolve("dags/%s.yaml".formatted(name)),
        "dag: %s\nschedule: { cron: \"0 3 * * *\" }\nsteps: { a: { noop: {} } }\n".formatted(name));
    Answer pushed = run("push", folder.toString(), "-P", name);
    assertThat(pushed.code()).as(pushed.err()).isZero();
    return folder.toString();
  }

  /** As {@link #asProcess}, by the administrator at a terminal who types this. */
  private static String onTerminal(String typed, String... arguments) throws Exception {
    String token = Files.readString(data().resolve("token")).strip();
    return asProcess(
        List.of(
            "python3",
            "-c",
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"),
        typed,
        token,
        arguments);
  }
}
