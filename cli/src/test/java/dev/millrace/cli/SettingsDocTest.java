package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of settings is what the code says. */
class SettingsDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "settings.md");
  private static final Pattern VARIABLE = Pattern.compile("\"(MILLRACE_[A-Z_]+)\"");

  @Test
  void theDocumentIsWhatTheOptionsAndPropertiesOfTheCodeMake() throws Exception {
    String made = SettingsDoc.make();
    if (Boolean.getBoolean("millrace.settings.write")) {
      Files.writeString(DOCUMENT, made);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("run this test with -Dmillrace.settings.write=true, and read what changed")
        .isEqualTo(made);
  }

  @Test
  void everyVariableThatTheCommandsReadIsInIt() throws IOException {
    String document = Files.readString(DOCUMENT);
    var read = new TreeSet<String>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        VARIABLE
            .matcher(Files.readString(source))
            .results()
            .map((MatchResult found) -> found.group(1))
            .forEach(read::add);
      }
    }
    assertThat(read).hasSizeGreaterThan(5).allSatisfy(name -> assertThat(document).contains(name));
  }
}
