package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units in config are ones that systemd takes, and they give away little of the machine. */
class SystemdUnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"millrace-server.service", "millrace-worker.service"})
  void systemdFindsNothingWrongWithAUnit(String name) throws Exception {
    assertThat(analyze("verify", installed(name))).isEqualTo("0 ");
  }

  @Test
  void theServerIsLittleExposed() throws Exception {
    String report =
        analyze(
            "security",
            "--offline=true",
            "--no-pager",
            "--threshold=20",
            installed("millrace-server.service"));
    assertThat(report).as("exposure at most 2.0 of 10").startsWith("0 ");
  }

  /** The unit as it would be on a machine that has the program. */
  private String installed(String name) throws IOException {
    String unit = Files.readString(Path.of("..", "config", name));
    assertThat(unit).contains("ExecStart=/opt/millrace/millrace ");
    return Files.writeString(
            temp.resolve(name), unit.replace("/opt/millrace/millrace ", "/bin/true "))
        .toString();
  }

  /**
   * @return the exit code, a blank, and what it printed
   */
  private static String analyze(String... arguments) throws Exception {
    assertThat(ANALYZE)
        .as("the units are checked by systemd itself: apt-get install systemd")
        .exists();
    List<String> command = new ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }
}
