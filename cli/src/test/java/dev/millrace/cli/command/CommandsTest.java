package dev.millrace.cli.command;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import dev.millrace.cli.up.UpProcess;
import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as people and scripts use them, against a real {@code up}. */
@Tag("slow")
class CommandsTest {
  @TempDir static Path temp;
  private static Path data;
  private static UpProcess up;

  @BeforeAll
  static void startAndPush() throws Exception {
    data = temp.resolve("data");
    up = UpProcess.start(data, UpProcess.freePort(), "--slots", "2");
    Path project = Files.createDirectories(temp.resolve("films"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/greet.yaml"),
        """
        dag: greet
        parameters:
          name: { type: string, default: world }
          times: { type: integer, default: 1, minimum: 1 }
        steps:
          hello:
            shell: echo "hello $WHO"
            env: { WHO: "${{ parameters.name }}" }
        """);
    Files.writeString(
        project.resolve("dags/broken.yaml"),
        "dag: broken\nsteps:\n  stop: { shell: echo no; exit 7 }\n");
    Files.writeString(
        project.resolve("dags/half.yaml"),
        """
        dag: half
        steps:
          a: { shell: exit 7 }
          b: { shell: echo on, dependsOn: [a], triggerRule: all_done }
        """);
    Files.writeString(
        project.resolve("dags/long.yaml"), "dag: long\nsteps:\n  sleep: { shell: sleep 600 }\n");
    Files.writeString(
        project.resolve("n.ipynb"),
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": []}");
    Answer pushed = run("push", project.toString(), "--project", "films", "--json");
    assertThat(pushed.code).as(pushed.err).isZero();
    assertThat(pushed.json().path("plan").path("new").toString()).contains("greet", "broken");
  }

  @AfterAll
  static void stop() throws IOException {
    up.close();
  }

  @Test
  void everyCommandExplainsItself() {
    var found = new ArrayList<String>();
    for (CommandLine command : leaves(Millrace.commandLine())) {
      String[] path = command.getCommandSpec().qualifiedName().split(" ");
      List<String> arguments = new ArrayList<>(List.of(path).subList(1, path.length));
      if (arguments.equals(List.of("help"))) {
        continue;
      }
      arguments.add("--help");
      Answer answer = execute(arguments);
      assertThat(answer.code).as(arguments.toString()).isZero();
      assertThat(answer.out).startsWith("Usage: " + command.getCommandSpec().qualifiedName());
      found.add(command.getCommandSpec().name());
    }
    assertThat(found)
        .contains(
            "up",
            "login",
            "server",
            "worker",
            "push",
            "deployments",
            "rollback",
            "promote",
            "versions",
            "diff",
            "trigger",
            "rerun",
            "reruns",
            "cancel",
            "runs",
            "steps",
            "logs",
            "why",
            "schedules",
            "ticks",
            "pause",
            "resume",
            "workers",
            "drain",
            "create");
  }

  @Test
  void aRunThatSucceedsEndsZeroAndIsTheOneOnTopOfTheList() {
    Answer triggered = run("trigger", "films/greet", "-p", "name=Ada", "--wait", "--json");
    assertThat(triggered.code).as(triggered.err).isZero();
    JsonNode run = triggered.json();
    assertThat(run.path("state").asString()).isEqualTo("succeeded");
    assertThat(run.path("parameters").path("name").path("value").asString()).isEqualTo("Ada");

    String id = run.path("id").asString();
    JsonNode steps = run("steps", id, "--json").json();
    assertThat(steps.propertyNames()).containsExactly("items");
    assertThat(steps.path("items").get(0).path("step").asString()).isEqualTo("hello");
    assertThat(run("logs", id, "hello").out).isEqualToIgnoringNewLines("hello Ada");
    assertThat(run("logs", id, "hello", "--json").json().path("items").toString())
        .contains("hello Ada");

    Answer later = run("trigger", "films/greet", "--wait");
    assertThat(later.code).isZero();
    assertThat(later.out).containsOnlyOnce("succeeded");
    JsonNode runs = run("runs", "--project", "films", "--json").json();
    assertThat(runs.propertyNames()).containsExactly("items");
    List<Instant> created =
        runs.path("items")
            .valueStream()
            .map(r -> Instant.parse(r.path("createdAt").asString()))
            .toList();
    assertThat(created).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aDagThatCameOverRestIntoAProjectWithoutFilesRuns() throws Exception {
    String token = Files.readString(data.resolve("token")).strip();
    try (var api = new ApiConnection(URI.create(up.loginLink()).resolve("/"), token)) {
      api.post("/projects", JsonMapper.shared().readTree("{\"name\": \"bare\"}"), null);
      api.put(
          "/projects/bare/dags/lonely",
          JsonMapper.shared()
              .readTree(
                  """
                  {"dag": "lonely", "steps": {
                    "make": {"shell": "ls -A | wc -l; echo made > out.txt", "artifacts": ["out.txt"]},
                    "use": {"shell": "cat out.txt", "dependsOn": ["make"]}}}
                  """));
    }

    Answer run = run("trigger", "bare/lonely", "--wait", "--json");

    assertThat(run.code).as(run.out + run.err).isZero();
    String id = run.json().path("id").asString();
    assertThat(run("logs", id, "make").out.strip()).as("the project has no files").isEqualTo("0");
    assertThat(run("logs", id, "use").out.strip()).isEqualTo("made");
    assertThat(run("rerun", id, "--steps", "make", "--version", "latest", "--wait").code).isZero();
  }

  @Test
  void aRunThatFailsEndsOneWithTheReason() {
    Answer failed = run("trigger", "films/broken", "--wait");
    assertThat(failed.code).isEqualTo(1);
    assertThat(failed.out).contains("failed").contains("stop").contains("7");
    assertThat(failed.out.lines().map(String::strip)).doesNotContain("failed");
  }

  @Test
  void aRunThatSucceededThoughAStepFailedSaysSo() {
    String words = "succeeded; 1 step failed: a";
    Answer ended = run("trigger", "films/half", "--wait");
    assertThat(ended.code).isZero();
    assertThat(ended.out.lines().toList()).contains(words);
    assertThat(run("runs", "--project", "films").out).contains(words);
  }

  @Test
  void aRunThatFailedSucceedsWhenItsScriptIsMendedPushedAndTheRunRerunOnTheLatestVersion()
      throws IOException {
    Path project = Files.createDirectories(temp.resolve("mended"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/mended.yaml"),
        """
        dag: mended
        steps:
          first: { shell: echo once }
          work: { script: work.py, dependsOn: [first] }
          last: { shell: echo done, dependsOn: [work] }
        """);
    Files.writeString(project.resolve("work.py"), "raise SystemExit(3)\n");
    assertThat(run("push", project.toString(), "-P", "mended").code).isZero();
    Answer failed = run("trigger", "mended/mended", "--wait", "--json");
    assertThat(failed.code).isEqualTo(1);
    String id = failed.json().path("id").asString();

    Answer again = run("rerun", id, "--wait");
    assertThat(again.code).as("the original files still fail").isEqualTo(1);

    Files.writeString(project.resolve("work.py"), "print('mended')\n");
    assertThat(run("push", project.toString(), "-P", "mended").code).isZero();
    Answer dry = run("rerun", id, "--version", "latest", "--dry-run");
    assertThat(dry.code).as(dry.err).isZero();
    assertThat(dry.out)
        .containsPattern("work +failed")
        .containsPattern("last +upstream_failed")
        .doesNotContain("first")
        .contains("nothing was changed");

    Answer mended = run("rerun", id, "--version", "latest", "--wait", "--json");
    assertThat(mended.code).as(mended.err).isZero();
    assertThat(mended.json().path("id").asString()).isEqualTo(id);
    assertThat(mended.json().path("rerun").asInt()).isEqualTo(2);
    assertThat(run("logs", id, "work").out).isEqualToIgnoringNewLines("mended");
    JsonNode work = run("steps", id, "--json").json().path("items").get(1);
    assertThat(work.path("attempts")).hasSize(3);
    assertThat(work.path("ends")).hasSize(2);

    Answer whole = run("rerun", id, "--steps", "first,last", "--no-downstream", "--wait");
    assertThat(whole.code).as(whole.err).isZero();
    assertThat(whole.out).contains("first", "last").doesNotContain("work");
    Answer history = run("reruns", id);
    assertThat(history.code).as(history.err).isZero();
    assertThat(history.out.lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("1 +\\S+ +\\S+ +own +work, last +failed: .*"))
        .anyMatch(line -> line.matches("2 +\\S+ +\\S+ +1 +work, last +failed: .*"));
    JsonNode reruns = run("reruns", id, "--json").json();
    assertThat(reruns.propertyNames()).containsExactly("items");
    assertThat(reruns.path("items").get(2).path("steps").toString()).contains("first", "last");
    assertThat(run("reruns", "00000000-0000-7000-8000-000000000000").code).isEqualTo(2);
    Answer nothing = run("rerun", id);
    assertThat(nothing.code).isEqualTo(2);
    assertThat(nothing.err).contains("name the steps");
  }

  @Test
  void aStepThatNoWorkerTakesSaysWhichWorkerToStart() throws IOException {
    Path project = Files.createDirectories(temp.resolve("stuck"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/stuck.yaml"),
        """
        dag: stuck
        steps:
          train: { shell: echo, pool: gpu }
          report: { shell: echo, dependsOn: [train] }
        """);
    assertThat(run("push", project.toString(), "-P", "stuck").code).isZero();
    String id = run("trigger", "stuck/stuck", "--json").json().path("id").asString();
    Answer why = run("why", id);
    assertThat(why.code).as(why.err).isZero();
    assertThat(why.out).contains("train: pool 'gpu' has no live worker").contains("--pool gpu");
    assertThat(run("why", id, "report").out).contains("waits for 'train' (ready)");
    assertThat(run("why", id, "report", "--json").json().path("reasons")).hasSize(1);
    assertThat(run("cancel", id).code).isZero();
    assertThat(run("why", id).out).contains("cancelled").contains("nothing holds it up");
  }

  @Test
  void schedulesAreLookedAtPausedAndResumed() throws Exception {
    Path project = Files.createDirectories(temp.resolve("nightly"));
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
    assertThat(run("push", project.toString(), "-P", "nightly").code).isZero();

    assertThat(run("schedules", "nightly/nightly", "--next", "3").out.lines().toList())
        .hasSize(7)
        .anyMatch(
            line ->
                line.matches(
                    "schedule +0 3 \\* \\* \\* +Europe/Berlin +active +.+T03:00:00\\+0[12]:00"))
        .anyMatch(line -> line.matches("often +every 1h +UTC +active .*"));
    assertThat(run("schedules", "nightly/nightly", "--json").json().path("items"))
        .allSatisfy(it -> assertThat(it.path("preview").path("ticks")).hasSize(1));

    assertThat(run("pause", "nightly/nightly", "schedule").out).contains("paused");
    assertThat(run("schedules", "nightly/nightly").out.lines())
        .filteredOn(line -> line.contains("paused"))
        .singleElement()
        .asString()
        .startsWith("schedule");
    assertThat(run("pause", "nightly/nightly", "--json").json().path("items")).hasSize(2);
    assertThat(run("resume", "nightly/nightly").out).contains("active").doesNotContain("paused");

    Answer which = run("ticks", "nightly/nightly");
    assertThat(which.code).isEqualTo(2);
    assertThat(which.err).contains("name one of").contains("often").contains("schedule");
    UpProcess.await(
        Duration.ofSeconds(60),
        () -> run("ticks", "nightly/nightly", "often").out.lines().count() == 3);
    assertThat(run("ticks", "nightly/nightly", "often").out.lines().skip(1))
        .allMatch(line -> line.matches(".+Z +run +[0-9a-f-]{36}"));
    assertThat(run("schedules", "films/greet").err).contains("has no schedule");
  }

  @Test
  void workersAreListedAndOneThatIsNotThereCannotBeDrained() {
    assertThat(run("workers").out.lines()).anyMatch(line -> line.contains("live"));
    Answer drained = run("drain", "nobody");
    assertThat(drained.code).isEqualTo(2);
    assertThat(drained.err).contains("nobody").contains("millrace workers");
  }

  @Test
  void aRunIsCancelledByItsId() {
    String id = run("trigger", "films/long", "--json").json().path("id").asString();
    Answer cancelled = run("cancel", id, "--reason", "wrong file", "--json");
    assertThat(cancelled.code).as(cancelled.err).isZero();
    assertThat(cancelled.json().path("cancelRequestedAt").asString()).isNotEmpty();
    assertThat(run("cancel", id).code).as("repeating it changes nothing").isZero();
  }

  @Test
  void withoutWaitingARunThatWasMadeEndsZero() {
    Answer made = run("trigger", "films/n.ipynb", "--json");
    assertThat(made.code).as(made.err).isZero();
    assertThat(made.json().path("dag").asString()).contains("n.ipynb");
  }

  @Test
  void whatTheServerRefusesAndWhatNobodyCanMeanEndsTwoWithTheRemedy() {
    assertThat(run("trigger", "films/gret").code).isEqualTo(2);
    assertThat(run("trigger", "films/gret").err).contains("gret");
    Answer parameters = run("trigger", "films/greet", "-p", "times=0", "-p", "nmae=x");
    assertThat(parameters.code).isEqualTo(2);
    assertThat(parameters.err)
        .as("all problems at once")
        .contains("times")
        .contains("nmae")
        .contains("name");
    assertThat(run("trigger", "films").code).isEqualTo(2);
    assertThat(run("trigger", "films/greet", "--wiat").code).isEqualTo(2);
    assertThat(run("push", temp.resolve("nowhere").toString(), "-P", "films").code).isEqualTo(2);
    assertThat(run("steps", "00000000-0000-7000-8000-000000000000").code).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereEndsThree() throws IOException {
    Answer answer =
        execute(List.of("runs", "--data", otherData("http://127.0.0.1:" + UpProcess.freePort())));
    assertThat(answer.code).isEqualTo(3);
    assertThat(answer.err).contains("127.0.0.1").doesNotContain("\tat ");
  }

  @Test
  void aDryRunShowsThePlanAndChangesNothing() throws IOException {
    Path changed = temp.resolve("changed");
    Files.createDirectories(changed.resolve("dags"));
    Files.writeString(
        changed.resolve("dags/greet.yaml"), "dag: greet\nsteps: { hello: { shell: echo } }\n");
    Answer plan = run("push", changed.toString(), "-P", "films", "--dry-run");
    assertThat(plan.code).as(plan.err).isZero();
    assertThat(plan.out)
        .contains("1 files")
        .contains("dags/greet.yaml")
        .containsPattern("changed +greet")
        .containsPattern("archived +broken");
    assertThat(plan.out).contains("1 file changed: dags/greet.yaml").contains("4 files removed: ");
    Answer untouched =
        run("push", temp.resolve("films").toString(), "-P", "films", "--dry-run", "--json");
    assertThat(untouched.json().path("plan").path("unchanged")).hasSize(4);

    Answer first = run("push", changed.toString(), "-P", "fresh", "--dry-run");
    assertThat(first.code).as(first.err).isZero();
    assertThat(first.out)
        .containsPattern("new +greet")
        .contains("1 file added: dags/greet.yaml")
        .doesNotContain("made project");
    Answer unknown = run("deployments", "fresh");
    assertThat(unknown.code).as("the project was not made").isEqualTo(2);
    assertThat(unknown.err).contains("fresh");
  }

  @Test
  void aBadDefinitionIsToldWithItsPlaceAndEverythingElseThatIsWrong() throws IOException {
    Path bad = temp.resolve("bad");
    Files.createDirectories(bad.resolve("dags"));
    Files.writeString(
        bad.resolve("dags/bad.yaml"),
        "dag: bad\nsteps:\n  a: { shel: echo }\n  b: { shell: echo, dependsOn: [c] }\n");
    Answer refused = run("push", bad.toString(), "-P", "films");
    assertThat(refused.code).isEqualTo(2);
    assertThat(refused.err).contains("dags/bad.yaml:3:").contains("shel").contains("bad.yaml:4:");
  }

  @Test
  void aFirstPushThatFailsMakesNoProject() throws IOException {
    Path folder = temp.resolve("stillborn");
    Files.createDirectories(folder.resolve("dags"));
    Path dag =
        Files.writeString(folder.resolve("dags/a.yaml"), "dag: a\nsteps:\n  a: { shel: echo }\n");

    Answer refused = run("push", folder.toString(), "-P", "stillborn");

    assertThat(refused.code).isEqualTo(2);
    assertThat(refused.err).contains("dags/a.yaml:3:", "shel");
    assertThat(refused.out).doesNotContain("made project");
    Answer unknown = run("deployments", "stillborn");
    assertThat(unknown.code).isEqualTo(2);
    assertThat(unknown.err).contains("'stillborn' does not exist");
    Answer promoted = run("promote", "films", "stillborn", "--reason", "x".repeat(100_000));
    assertThat(promoted.code).isEqualTo(2);
    assertThat(run("deployments", "stillborn").code).isEqualTo(2);

    Files.writeString(dag, "dag: a\nsteps:\n  a: { shell: echo }\n");
    assertThat(run("push", folder.toString(), "-P", "stillborn").out)
        .contains("made project stillborn", "deployment 1 of project stillborn");
  }

  @Test
  void aDagWhoseScheduleIsActiveIsArchivedOnlyOnRequestAndThenCalledArchivedEverywhere()
      throws IOException {
    String folder = scheduled("kept");
    Files.writeString(
        Path.of(folder, "dags/kept.yaml"), "dag: other\nsteps: { a: { noop: {} } }\n");

    Answer plan = run("push", folder, "-P", "kept", "--dry-run");
    assertThat(plan.code).as(plan.err).isZero();
    assertThat(plan.out)
        .containsPattern("archived +kept")
        .containsPattern(
            "stops the active schedule 'schedule' of Dag 'kept', due next at .*T03:00");
    Answer refused = run("push", folder, "-P", "kept");
    assertThat(refused.code).isEqualTo(2);
    assertThat(refused.err).contains("'schedule' of Dag 'kept'", "--archive");
    assertThat(run("schedules", "kept/kept").out).contains("active");

    assertThat(run("push", folder, "-P", "kept", "--archive").code).isZero();

    assertThat(run("schedules", "kept/kept").out)
        .containsPattern("UTC +archived")
        .doesNotContain("active");
    assertThat(run("ticks", "kept/kept").code).isZero();
    assertThat(run("versions", "kept/kept").out).contains("is archived");
    for (String command : List.of("trigger", "pause", "resume")) {
      Answer answer = run(command, "kept/kept");
      assertThat(answer.code).as(command).isEqualTo(2);
      assertThat(answer.err).as(command).contains("Dag 'kept' is archived", "deploy it again");
    }
    Answer named = run("resume", "kept/kept", "schedule");
    assertThat(named.code).isEqualTo(2);
    assertThat(named.err).contains("is archived");

    assertThat(run("rollback", "kept").code).as("brings it back").isZero();
    for (String[] back :
        List.of(new String[] {"rollback", "kept"}, new String[] {"promote", "films", "kept"})) {
      Answer stopped = run(back);
      assertThat(stopped.code).as(back[0]).isEqualTo(2);
      assertThat(stopped.err).as(back[0]).contains("'schedule' of Dag 'kept'", "--archive");
    }
    assertThat(run("rollback", "kept", "--archive").code).isZero();
    assertThat(run("schedules", "kept/kept").out).contains("archived");
  }

  @Test
  void onATerminalAPushAsksBeforeItStopsASchedule() throws Exception {
    String folder = scheduled("asked");
    Files.delete(Path.of(folder, "dags/asked.yaml"));

    assertThat(onTerminal("\n", "push", folder, "-P", "asked"))
        .startsWith("2 ")
        .contains("'schedule' of Dag 'asked'", "[y/N]", "nothing was changed");
    assertThat(run("schedules", "asked/asked").out).contains("active");
    assertThat(onTerminal("y\n", "push", folder, "-P", "asked"))
        .startsWith("0 ")
        .contains("[y/N]", "deployment 2 of project asked");
    assertThat(run("schedules", "asked/asked").out).contains("archived");
  }

  /** A pushed project of that name with a Dag of that name that runs every night. */
  private static String scheduled(String name) throws IOException {
    Path folder = temp.resolve(name);
    Files.createDirectories(folder.resolve("dags"));
    Files.writeString(folder.resolve("keep.txt"), "a project keeps a file");
    Files.writeString(
        folder.resolve("dags/%s.yaml".formatted(name)),
        "dag: %s\nschedule: { cron: \"0 3 * * *\" }\nsteps: { a: { noop: {} } }\n".formatted(name));
    Answer pushed = run("push", folder.toString(), "-P", name);
    assertThat(pushed.code).as(pushed.err).isZero();
    return folder.toString();
  }

  @Test
  void aTokenSignsInWhereTheEnvironmentNamesIt() throws Exception {
    Answer made = run("token", "create", "--name", "ci", "--role", "viewer", "--json");
    assertThat(made.code).as(made.err).isZero();
    String secret = made.json().path("secret").asString();

    assertThat(asProcess(secret, "runs", "--json")).startsWith("0 {");
    assertThat(asProcess(secret, "trigger", "films/greet"))
        .as("a viewer starts nothing")
        .startsWith("2 ");
    assertThat(asProcess("mlr_wrong", "runs")).startsWith("2 ");
  }

  @Test
  void loginPrintsALinkOfThisServer() {
    String link = run("login").out.strip();
    assertThat(URI.create(link).getPort()).isEqualTo(URI.create(up.loginLink()).getPort());
    assertThat(link).contains("/login#t=");
  }

  /** A folder like that of an {@code up} elsewhere. */
  private static String otherData(String url) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("other"));
    Files.writeString(folder.resolve("server.url"), url);
    Files.writeString(folder.resolve("token"), "mlr_x");
    return folder.toString();
  }

  /** As {@link #asProcess}, by the administrator at a terminal who types this. */
  private static String onTerminal(String typed, String... arguments) throws Exception {
    String token = Files.readString(data.resolve("token")).strip();
    return asProcess(
        List.of(
            "python3",
            "-c",
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"),
        typed,
        token,
        arguments);
  }

  private static String asProcess(String token, String... arguments) throws Exception {
    return asProcess(List.of(), "", token, arguments);
  }

  private static String asProcess(
      List<String> around, String typed, String token, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(around);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Djdk.console=java.base",
            "-cp",
            System.getProperty("java.class.path")));
    command.add("dev.millrace.cli.Millrace");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MILLRACE_URL", up.loginLink().replaceFirst("/login.*", ""));
    builder.environment().put("MILLRACE_TOKEN", token);
    builder.environment().put("MILLRACE_HOME", temp.resolve("nothing").toString());
    Process process = builder.start();
    try (var input = process.outputWriter()) {
      input.write(typed);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + output;
  }

  private static Answer run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return execute(all);
  }

  private static Answer execute(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Answer(code, out.toString(), err.toString());
  }

  private static List<CommandLine> leaves(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(command);
    }
    return command.getSubcommands().values().stream().flatMap(c -> leaves(c).stream()).toList();
  }

  private record Answer(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }
}
