package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands against one {@code up} that all tests of commands share. */
@ExtendWith(SharedUp.Extension.class)
abstract class CommandTest {
  private static SharedUp shared;

  @BeforeAll
  static void use(SharedUp up) {
    shared = up;
  }

  /** What a command printed, and its exit code. */
  record Answer(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  /** A place of that name for a test's files; it need not exist. */
  static Path folder(String name) {
    return shared.folder().resolve(name);
  }

  /** The data folder of the {@code up}. */
  static Path data() {
    return shared.data();
  }

  static String loginLink() {
    return shared.loginLink();
  }

  /** Executes a command in this process against the {@code up}. */
  static Answer run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString()));
    return execute(all);
  }

  static Answer execute(List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Answer(code, out.toString(), err.toString());
  }

  /**
   * Executes a command in a process of its own, with that token in its environment.
   *
   * @return its exit code, a space, and what it printed
   */
  static String asProcess(String token, String... arguments) throws Exception {
    return asProcess(List.of(), "", token, arguments);
  }

  static String asProcess(List<String> around, String typed, String token, String... arguments)
      throws Exception {
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
    builder.environment().put("MILLRACE_URL", loginLink().replaceFirst("/login.*", ""));
    builder.environment().put("MILLRACE_TOKEN", token);
    builder.environment().put("MILLRACE_HOME", folder("nothing").toString());
    Process process = builder.start();
    try (var input = process.outputWriter()) {
      input.write(typed);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + output;
  }
}
