package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.up.UpProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One {@code up} for all tests of commands, with the project films. The first of them starts it,
 * and it ends with the last test of the module.
 */
final class SharedUp implements AutoCloseable {
  private final Path folder;
  private final UpProcess up;

  private SharedUp(Path folder, UpProcess up) {
    this.folder = folder;
    this.up = up;
  }

  /** Hands the shared {@code up} to methods that want it. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedUp.class;
    }

    @Override
    public SharedUp resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(SharedUp.class))
          .computeIfAbsent(SharedUp.class, key -> start(), SharedUp.class);
    }
  }

  private static SharedUp start() {
    try {
      Path folder = Files.createTempDirectory("millrace-commands");
      Path data = folder.resolve("data");
      var shared =
          new SharedUp(folder, UpProcess.start(data, UpProcess.freePort(), "--slots", "2"));
      shared.pushFilms();
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the server started", e);
    }
  }

  private void pushFilms() throws IOException {
    Path project = Files.createDirectories(folder.resolve("films"));
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
    CommandTest.Answer pushed =
        CommandTest.execute(
            List.of(
                "push",
                project.toString(),
                "--project",
                "films",
                "--json",
                "--data",
                data().toString()));
    assertThat(pushed.code()).as(pushed.err()).isZero();
    assertThat(pushed.json().path("plan").path("new").toString()).contains("greet", "broken");
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  String loginLink() {
    return up.loginLink();
  }

  @Override
  public void close() throws IOException {
    up.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
