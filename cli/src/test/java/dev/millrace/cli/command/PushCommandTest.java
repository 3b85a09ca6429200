package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a push does, and what it refuses. */
@Tag("slow")
class PushCommandTest extends CommandTest {
  @Test
  void aDryRunShowsThePlanAndChangesNothing() throws IOException {
    Path changed = folder("changed");
    Files.createDirectories(changed.resolve("dags"));
    Files.writeString(
        changed.resolve("dags/greet.yaml"), "dag: greet\nsteps: { hello: { shell: echo } }\n");
    Answer plan = run("push", changed.toString(), "-P", "films", "--dry-run");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("1 files")
        .contains("dags/greet.yaml")
        .containsPattern("changed +greet")
        .containsPattern("archived +broken");
    assertThat(plan.out())
        .contains("1 file changed: dags/greet.yaml")
        .contains("4 files removed: ");
    Answer untouched =
        run("push", folder("films").toString(), "-P", "films", "--dry-run", "--json");
    assertThat(untouched.json().path("plan").path("unchanged")).hasSize(4);

    Answer first = run("push", changed.toString(), "-P", "fresh", "--dry-run");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .containsPattern("new +greet")
        .contains("1 file added: dags/greet.yaml")
        .doesNotContain("made project");
    Answer unknown = run("deployments", "fresh");
    assertThat(unknown.code()).as("the project was not made").isEqualTo(2);
    assertThat(unknown.err()).contains("fresh");
  }

  @Test
  void aBadDefinitionIsRefusedWithItsPlaceAndEverythingElseThatIsWrong() throws IOException {
    Path bad = folder("bad");
    Files.createDirectories(bad.resolve("dags"));
    Files.writeString(
        bad.resolve("dags/bad.yaml"),
        "dag: bad\nsteps:\n  a: { shel: echo }\n  b: { shell: echo, dependsOn: [c] }\n");
    Answer refused = run("push", bad.toString(), "-P", "films");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("dags/bad.yaml:3:").contains("shel").contains("bad.yaml:4:");
  }

  @Test
  void aFirstPushThatFailsMakesNoProject() throws IOException {
    Path folder = folder("stillborn");
    Files.createDirectories(folder.resolve("dags"));
    Path dag =
        Files.writeString(folder.resolve("dags/a.yaml"), "dag: a\nsteps:\n  a: { shel: echo }\n");

    Answer refused = run("push", folder.toString(), "-P", "stillborn");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("dags/a.yaml:3:", "shel");
    assertThat(refused.out()).doesNotContain("made project");
    Answer unknown = run("deployments", "stillborn");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("'stillborn' does not exist");
    Answer promoted = run("promote", "films", "stillborn", "--reason", "x".repeat(100_000));
    assertThat(promoted.code()).isEqualTo(2);
    assertThat(run("deployments", "stillborn").code()).isEqualTo(2);

    Files.writeString(dag, "dag: a\nsteps:\n  a: { shell: echo }\n");
    assertThat(run("push", folder.toString(), "-P", "stillborn").out())
        .contains("made project stillborn", "deployment 1 of project stillborn");
  }
}
