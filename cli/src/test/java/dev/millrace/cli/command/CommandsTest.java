package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import dev.millrace.cli.up.UpProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands as people and scripts use them: help, sign-in, exit codes. */
@Tag("slow")
class CommandsTest extends CommandTest {
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
      assertThat(answer.code()).as(arguments.toString()).isZero();
      assertThat(answer.out()).startsWith("Usage: " + command.getCommandSpec().qualifiedName());
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
  void workersAreListedAndOneThatIsNotThereCannotBeDrained() {
    assertThat(run("workers").out().lines()).anyMatch(line -> line.contains("live"));
    Answer drained = run("drain", "unknown");
    assertThat(drained.code()).isEqualTo(2);
    assertThat(drained.err()).contains("unknown").contains("millrace workers");
  }

  @Test
  void whatTheServerRefusesAndWhatMakesNoSenseEndsTwoWithTheRemedy() {
    assertThat(run("trigger", "films/gret").code()).isEqualTo(2);
    assertThat(run("trigger", "films/gret").err()).contains("gret");
    Answer parameters = run("trigger", "films/greet", "-p", "times=0", "-p", "nmae=x");
    assertThat(parameters.code()).isEqualTo(2);
    assertThat(parameters.err())
        .as("all problems at once")
        .contains("times")
        .contains("nmae")
        .contains("name");
    assertThat(run("trigger", "films").code()).isEqualTo(2);
    assertThat(run("trigger", "films/greet", "--wiat").code()).isEqualTo(2);
    assertThat(run("push", folder("nowhere").toString(), "-P", "films").code()).isEqualTo(2);
    assertThat(run("steps", "00000000-0000-7000-8000-000000000000").code()).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereEndsThree() throws IOException {
    Answer answer =
        execute(List.of("runs", "--data", otherData("http://127.0.0.1:" + UpProcess.freePort())));
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.err()).contains("127.0.0.1").doesNotContain("\tat ");
  }

  @Test
  void aTokenSignsInWhereTheEnvironmentNamesIt() throws Exception {
    Answer made = run("token", "create", "--name", "ci", "--role", "viewer", "--json");
    assertThat(made.code()).as(made.err()).isZero();
    String secret = made.json().path("secret").asString();

    assertThat(asProcess(secret, "runs", "--json")).startsWith("0 {");
    assertThat(asProcess(secret, "trigger", "films/greet"))
        .as("a viewer starts nothing")
        .startsWith("2 ");
    assertThat(asProcess("mlr_wrong", "runs")).startsWith("2 ");
  }

  @Test
  void loginPrintsALinkOfThisServer() {
    String link = run("login").out().strip();
    assertThat(URI.create(link).getPort()).isEqualTo(URI.create(loginLink()).getPort());
    assertThat(link).contains("/login#t=");
  }

  /** A folder like that of an {@code up} elsewhere. */
  private static String otherData(String url) throws IOException {
    Path folder = Files.createDirectories(folder("other"));
    Files.writeString(folder.resolve("server.url"), url);
    Files.writeString(folder.resolve("token"), "mlr_x");
    return folder.toString();
  }

  private static List<CommandLine> leaves(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(command);
    }
    return command.getSubcommands().values().stream().flatMap(c -> leaves(c).stream()).toList();
  }
}
