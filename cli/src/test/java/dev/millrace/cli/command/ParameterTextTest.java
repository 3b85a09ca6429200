package dev.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTextTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          3             | 3
          0.1           | 0.1
          true          | true
          null          | null
          [1, "a"]      | [1,"a"]
          {"a": 1}      | {"a":1}
          "3"           | "3"
          eu            | "eu"
          2026-11-21    | "2026-11-21"
          3 apples      | "3 apples"
          True          | "True"
          ~~            | ""
          -0.0          | -0.0
          [-0.0, 1e3]   | [-0.0,1000.0]
          1e400         | 1E+400
          NaN           | "NaN"
          123456789012345678901234567890 | 123456789012345678901234567890
          {"$number": "NaN"} | {"$number":"NaN"}
          """)
  void whatIsJsonIsJsonAndTheRestIsText(String text, String expected) {
    assertThat(ParameterText.parse(text).toString()).isEqualTo(expected);
  }

  @Test
  void aNameThatIsGivenTwiceAndOneWithoutAValueAreMistakes() {
    assertThat(ParameterText.all(List.of("b=1", "a=x=y")).toString()).isEqualTo("{b=1, a=\"x=y\"}");
    assertThatThrownBy(() -> ParameterText.all(List.of("a=1", "b", "a=2", "a=1", "=3")))
        .hasMessageContainingAll(
            "-p a is given more than once", "-p b: write it", "-p =3: write it")
        .message()
        .hasLineCount(3);
  }
}
