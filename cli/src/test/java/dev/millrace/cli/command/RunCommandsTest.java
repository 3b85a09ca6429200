package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that start runs, look at them and end them. */
@Tag("slow")
class RunCommandsTest extends CommandTest {
  @Test
  void aRunThatSucceedsEndsZeroAndIsTheOneOnTopOfTheList() {
    Answer triggered = run("trigger", "films/greet", "-p", "name=Ada", "--wait", "--json");
    assertThat(triggered.code()).as(triggered.err()).isZero();
    JsonNode run = triggered.json();
    assertThat(run.path("state").asString()).isEqualTo("succeeded");
    assertThat(run.path("parameters").path("name").path("value").asString()).isEqualTo("Ada");

    String id = run.path("id").asString();
    JsonNode steps = run("steps", id, "--json").json();
    assertThat(steps.propertyNames()).containsExactly("items");
    assertThat(steps.path("items").get(0).path("step").asString()).isEqualTo("hello");
    assertThat(run("logs", id, "hello").out()).isEqualToIgnoringNewLines("hello Ada");
    assertThat(run("logs", id, "hello", "--json").json().path("items").toString())
        .contains("hello Ada");

    Answer later = run("trigger", "films/greet", "--wait");
    assertThat(later.code()).isZero();
    assertThat(later.out()).containsOnlyOnce("succeeded");
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
    String token = Files.readString(data().resolve("token")).strip();
    try (var api = new ApiConnection(URI.create(loginLink()).resolve("/"), token)) {
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

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    String id = run.json().path("id").asString();
    assertThat(run("logs", id, "make").out().strip()).as("the project has no files").isEqualTo("0");
    assertThat(run("logs", id, "use").out().strip()).isEqualTo("made");
    assertThat(run("rerun", id, "--steps", "make", "--version", "latest", "--wait").code())
        .isZero();
  }

  @Test
  void aRunThatFailsEndsOneWithTheReason() {
    Answer failed = run("trigger", "films/broken", "--wait");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).contains("failed").contains("stop").contains("7");
    assertThat(failed.out().lines().map(String::strip)).doesNotContain("failed");
  }

  @Test
  void aRunThatFailedSucceedsWhenItsScriptIsMendedPushedAndTheRunRerunOnTheLatestVersion()
      throws IOException {
    Path project = Files.createDirectories(folder("mended"));
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
    assertThat(run("push", project.toString(), "-P", "mended").code()).isZero();
    Answer failed = run("trigger", "mended/mended", "--wait", "--json");
    assertThat(failed.code()).isEqualTo(1);
    String id = failed.json().path("id").asString();

    Answer again = run("rerun", id, "--wait");
    assertThat(again.code()).as("the original files still fail").isEqualTo(1);

    Files.writeString(project.resolve("work.py"), "print('mended')\n");
    assertThat(run("push", project.toString(), "-P", "mended").code()).isZero();
    Answer dry = run("rerun", id, "--version", "latest", "--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .containsPattern("work +failed")
        .containsPattern("last +upstream_failed")
        .doesNotContain("first")
        .contains("nothing was changed");

    Answer mended = run("rerun", id, "--version", "latest", "--wait", "--json");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(mended.json().path("id").asString()).isEqualTo(id);
    assertThat(mended.json().path("rerun").asInt()).isEqualTo(2);
    assertThat(run("logs", id, "work").out()).isEqualToIgnoringNewLines("mended");
    JsonNode work = run("steps", id, "--json").json().path("items").get(1);
    assertThat(work.path("attempts")).hasSize(3);
    assertThat(work.path("ends")).hasSize(2);

    Answer whole = run("rerun", id, "--steps", "first,last", "--no-downstream", "--wait");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.out()).contains("first", "last").doesNotContain("work");
    Answer history = run("reruns", id);
    assertThat(history.code()).as(history.err()).isZero();
    assertThat(history.out().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("1 +\\S+ +\\S+ +own +work, last +failed: .*"))
        .anyMatch(line -> line.matches("2 +\\S+ +\\S+ +1 +work, last +failed: .*"));
    JsonNode reruns = run("reruns", id, "--json").json();
    assertThat(reruns.propertyNames()).containsExactly("items");
    assertThat(reruns.path("items").get(2).path("steps").toString()).contains("first", "last");
    assertThat(run("reruns", "00000000-0000-7000-8000-000000000000").code()).isEqualTo(2);
    Answer nothing = run("rerun", id);
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("name the steps");
  }

  @Test
  void aStepThatNoWorkerTakesSaysWhichWorkerToStart() throws IOException {
    Path project = Files.createDirectories(folder("stuck"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/stuck.yaml"),
        """
        dag: stuck
        steps:
          train: { shell: echo, pool: gpu }
          report: { shell: echo, dependsOn: [train] }
        """);
    assertThat(run("push", project.toString(), "-P", "stuck").code()).isZero();
    String id = run("trigger", "stuck/stuck", "--json").json().path("id").asString();
    Answer why = run("why", id);
    assertThat(why.code()).as(why.err()).isZero();
    assertThat(why.out()).contains("train: pool 'gpu' has no live worker").contains("--pool gpu");
    assertThat(run("why", id, "report").out()).contains("waits for 'train' (ready)");
    assertThat(run("why", id, "report", "--json").json().path("reasons")).hasSize(1);
    assertThat(run("cancel", id).code()).isZero();
    assertThat(run("why", id).out()).contains("cancelled").contains("nothing holds it up");
  }

  @Test
  void aRunIsCancelledByItsId() {
    String id = run("trigger", "films/long", "--json").json().path("id").asString();
    Answer cancelled = run("cancel", id, "--reason", "wrong file", "--json");
    assertThat(cancelled.code()).as(cancelled.err()).isZero();
    assertThat(cancelled.json().path("cancelRequestedAt").asString()).isNotEmpty();
    assertThat(run("cancel", id).code()).as("repeating it changes nothing").isZero();
  }

  @Test
  void withoutWaitingARunThatWasMadeEndsZero() {
    Answer made = run("trigger", "films/n.ipynb", "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().path("dag").asString()).contains("n.ipynb");
  }

  @Test
  void aRunThatSucceededThoughAStepFailedSaysSo() {
    String words = "succeeded; 1 step failed: a";
    Answer ended = run("trigger", "films/half", "--wait");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines().toList()).contains(words);
    assertThat(run("runs", "--project", "films").out()).contains(words);
  }
}
