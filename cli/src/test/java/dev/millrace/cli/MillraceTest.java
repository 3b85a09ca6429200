package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceTest {
  private static final Set<String> ALL = Millrace.commandLine().getSubcommands().keySet();

  @Test
  void onlyTheCommandThatIsGivenIsDescribed() {
    for (String command : ALL) {
      if (!command.equals("help")) {
        assertThat(Millrace.commandLine(new String[] {command, "--json"}).getSubcommands())
            .containsOnlyKeys(command);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upp", "help up", "--help", "--version up"})
  void allCommandsAreThereForHelpAndSuggestions(String line) {
    assertThat(Millrace.commandLine(line.split(" ")).getSubcommands()).containsOnlyKeys(ALL);
  }
}
