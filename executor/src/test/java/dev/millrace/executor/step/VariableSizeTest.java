package dev.millrace.executor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableSizeTest {
  private static final String NAME = "A_VALUE";

  @Test
  void whateverFitsCanBeGivenToAProgram() throws IOException, InterruptedException {
    String largest = "ü".repeat((120 * 1024 - NAME.length()) / 2);
    assertThat(VariableSize.fits(NAME, largest)).isTrue();
    assertThat(VariableSize.fits(NAME, largest + "ü")).isFalse();
    ProcessBuilder program = new ProcessBuilder("true");
    program.environment().put(NAME, largest);
    assertThat(program.start().waitFor()).isZero();
  }

  @Test
  void aVariableOfTheStepThatIsTooLargeIsNamedWithTheRemedy() {
    assertThatExceptionOfType(StepFailedException.class)
        .isThrownBy(() -> VariableSize.require("env", Map.of(NAME, "x".repeat(130_000))))
        .satisfies(
            e ->
                assertThat(e.completionMessage())
                    .contains("ENV_SIZE", "env 'A_VALUE' takes 126 KiB", "MILLRACE_PARAMETERS"));
  }
}
