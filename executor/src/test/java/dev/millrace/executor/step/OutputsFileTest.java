package dev.millrace.executor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          NaN                                     | {"$number":"NaN"}
          -Infinity                               | {"$number":"-Infinity"}
          {"a": [1, Infinity, {"b": NaN}]}        | {"a":[1,{"$number":"Infinity"},{"b":{"$number":"NaN"}}]}
          {"$number": "NaN"}                      | {"$number":"NaN"}
          -0.0                                    | -0.0
          123456789012345678901234567890          | 123456789012345678901234567890
          "\\ud83d\\ude00 NaN"                      | "\\ud83d\\ude00 NaN"
          """)
  void aValueArrivesAsItWasWritten(String written, String value)
      throws IOException, StepFailedException {
    assertThat(read(written))
        .isEqualTo(tools.jackson.databind.json.JsonMapper.shared().readTree(value).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1e400                      | 1e400, which is beyond the range of a double
          [0, -1e999]                | -1e999, which is beyond
          "a\\u0000b"                 | NUL (U+0000)
          {"k": ["\\udce9"]}          | lone surrogate U+DCE9
          {"a\\ud83d": 1}             | lone surrogate U+D83D
          [{"$number": 3}]           | $number
          """)
  void whatCannotBeStoredIsRefusedByLineAndName(String written, String reason) {
    assertThatExceptionOfType(StepFailedException.class)
        .isThrownBy(() -> read(written))
        .satisfies(
            e ->
                assertThat(e.completionMessage()).contains("OUTPUT_TYPE", "line 2", "'x'", reason));
  }

  private String read(String value) throws IOException, StepFailedException {
    Path file = Files.writeString(folder.resolve("outputs.txt"), "y=1\nx=" + value + "\n");
    return String.valueOf(OutputsFile.read(file).get("x"));
  }
}
