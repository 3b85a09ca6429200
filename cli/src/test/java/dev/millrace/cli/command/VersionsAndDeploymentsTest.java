package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.ProjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was deployed, what changed, and what an attempt ran: as commands show it. */
@Tag("slow")
class VersionsAndDeploymentsTest extends CommandTest {
  private static final String NOTEBOOK =
      """
      {"nbformat": 4, "nbformat_minor": 5,
       "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}},
       "cells": [
         {"id": "a1", "cell_type": "code", "metadata": {"tags": ["parameters"]}, "execution_count": null,
          "outputs": [], "source": "factors = 1"},
         {"id": "b2", "cell_type": "code", "metadata": {"tags": ["outputs"]}, "execution_count": null,
          "outputs": [], "source": "doubled = factors * 2"}]}
      """;

  @Test
  void aDeploymentIsRolledBackAfterItsPlanWasShown() throws IOException {
    push("back", "echo one");
    push("back", "echo two");

    assertThat(run("versions", "back/greet").out())
        .containsPattern("(?m)^2 .*dags/greet.yaml$")
        .containsPattern("(?m)^1 ");
    assertThat(run("diff", "back/greet", "1").out())
        .contains("greet: version 1 to 2", "~ step hello")
        .contains("/shell: \"echo one\" → \"echo two\"")
        .contains("--- dags/greet.yaml version 1", "-  hello: { shell: echo one }");
    assertThat(run("diff", "back/greet", "2", "1", "--json").json().path("to").asInt())
        .isEqualTo(1);

    Answer plan = run("rollback", "back", "--dry-run");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("back to the files of deployment 1", "nothing was changed")
        .containsPattern("changed +greet");
    assertThat(run("deployments", "back", "--json").json().path("items")).hasSize(2);

    Answer back = run("rollback", "back");
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.out()).contains("deployment 3 of project back");
    assertThat(run("deployments", "back").out())
        .containsPattern("(?m)^3 .*Dags: 1 changed; files: 1 changed +Back to deployment 1$");
    assertThat(run("trigger", "back/greet", "--json").json().path("dagVersion").asInt())
        .as("the old definition is the old version again")
        .isEqualTo(1);
    Answer forth = run("rollback", "back", "--to", "2", "--reason", "it was not that", "--json");
    assertThat(forth.json().path("plan").path("changed").get(0).asString()).isEqualTo("greet");
    assertThat(forth.json().path("reason").asString()).isEqualTo("it was not that");

    Answer unknown = run("rollback", "back", "--to", "9");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no deployment 9").contains("millrace deployments back");
    push("once", "echo one");
    assertThat(run("rollback", "once").err()).contains("never had other files");
  }

  @Test
  void stagingsSnapshotIsPromotedToProd() throws IOException {
    push("staging", "echo staged");
    String snapshot = head("staging");

    Answer plan = run("promote", "staging", "prod", "--dry-run");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out()).containsPattern("new +greet").doesNotContain("made project");
    assertThat(run("deployments", "prod").code()).as("the project was not made").isEqualTo(2);

    Answer promoted = run("promote", "staging", "prod");
    assertThat(promoted.code()).as(promoted.err()).isZero();
    assertThat(promoted.out()).contains("made project prod");
    assertThat(head("prod")).isEqualTo(snapshot);
    assertThat(run("trigger", "prod/greet", "--wait").code()).isZero();

    push("staging", "echo next");
    assertThat(head("prod")).as("prod stays where it is").isEqualTo(snapshot);
    assertThat(run("promote", "staging", "prod", "--deployment", "1").code()).isZero();
    assertThat(head("prod")).isEqualTo(snapshot);
    assertThat(run("promote", "staging", "prod", "--json").json().path("plan").path("changed"))
        .hasSize(1);
    assertThat(head("prod")).isEqualTo(head("staging")).isNotEqualTo(snapshot);
  }

  @Test
  void anAttemptShowsWhatItRan() throws IOException {
    Path folder = Files.createDirectories(folder("shown"));
    Files.createDirectories(folder.resolve("dags"));
    Files.writeString(folder.resolve("requirements.txt"), "");
    Files.writeString(folder.resolve("n.ipynb"), NOTEBOOK);
    Path dag = folder.resolve("dags/shown.yaml");
    String yaml =
        """
        dag: shown
        parameters: { factors: { type: integer, default: 8 } }
        steps:
          train:
            notebook: n.ipynb
            parameters: { factors: "${{ parameters.factors + %d }}" }
        outputs: { doubled: "${{ steps.train.outputs.doubled }}" }
        """;
    Files.writeString(dag, yaml.formatted(1));
    Answer pushed = run("push", folder.toString(), "-P", "shown");
    assertThat(pushed.code()).isZero();
    assertThat(pushed.out() + pushed.err()).contains("requirements.txt for shown");
    Answer first = run("trigger", "shown/shown", "--wait");
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out()).contains("doubled = 18");
    String run = first.out().lines().findFirst().orElseThrow().replace("run ", "");
    Files.writeString(dag, yaml.formatted(2));
    assertThat(run("push", folder.toString(), "-P", "shown").code()).isZero();
    Answer again = run("rerun", run, "--steps", "train", "--version", "latest", "--wait");
    assertThat(again.code()).as(again.out()).isZero();

    JsonNode attempts = run("steps", run, "train", "--json").json().path("items");
    assertThat(attempts).hasSize(2);
    JsonNode one = attempts.get(0);
    JsonNode two = attempts.get(1);
    String notebook = ProjectFile.ofText("n.ipynb", NOTEBOOK).digest();
    assertThat(one.path("dagVersion").asInt()).isEqualTo(1);
    assertThat(one.path("deployment").asInt()).isEqualTo(1);
    assertThat(one.path("rerun").asInt()).isZero();
    assertThat(one.path("notebookDigest").asString()).isEqualTo(notebook);
    assertThat(one.path("kernel").asString()).isEqualTo("python3");
    assertThat(one.path("environmentDigest").asString()).hasSize(64);
    assertThat(one.path("parameters").path("factors").asInt()).isEqualTo(9);
    assertThat(two.path("dagVersion").asInt()).isEqualTo(2);
    assertThat(two.path("deployment").asInt()).isEqualTo(2);
    assertThat(two.path("rerun").asInt()).isEqualTo(1);
    assertThat(two.path("parameters").path("factors").asInt()).isEqualTo(10);
    assertThat(two.path("environmentDigest")).isEqualTo(one.path("environmentDigest"));
    assertThat(two.path("snapshot").asString())
        .isEqualTo(head("shown"))
        .isNotEqualTo(one.path("snapshot").asString());
    assertThat(run("steps", run, "train").out())
        .contains("attempt 1: succeeded")
        .containsPattern("version +2\\R +deployment +2")
        .contains("n.ipynb " + notebook.substring(0, 12))
        .contains("factors = 10");
  }

  private static void push(String project, String line) throws IOException {
    Path folder = Files.createDirectories(folder(project));
    Files.createDirectories(folder.resolve("dags"));
    Files.writeString(
        folder.resolve("dags/greet.yaml"),
        "dag: greet\nsteps:\n  hello: { shell: %s }\n".formatted(line));
    Answer pushed = run("push", folder.toString(), "-P", project);
    assertThat(pushed.code()).as(pushed.err()).isZero();
  }

  private static String head(String project) {
    return run("deployments", project, "--json")
        .json()
        .path("items")
        .get(0)
        .path("snapshot")
        .asString();
  }
}
