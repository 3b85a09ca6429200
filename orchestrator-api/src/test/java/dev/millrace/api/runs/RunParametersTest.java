package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestClient.Answer;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RunParametersTest {
  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private String runs = "";

  @BeforeEach
  void aDagThatTakesAnything() {
    String dags = "/api/v1/projects/" + new TestRuns(service).project() + "/dags/any";
    String text =
        """
        dag: any
        parameters:
          any: { type: object, default: {} }
          number: { type: number, default: 1 }
          text: { type: string, default: "" }
        steps: { a: { shell: "true" } }
        """;
    admin.send("PUT", dags, text.getBytes(StandardCharsets.UTF_8), "application/yaml").expect(200);
    runs = dags + "/runs";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"parameters":{"any":{"k":[1,"a\\u0000b"]}}}     | BAD_STRING    | /parameters/any/k/1
          {"parameters":{"any":{"k\\u0000":1}}}            | BAD_STRING    | /parameters/any
          {"parameters":{"text":"\\ud800"}}                | BAD_STRING    | /parameters/text
          {"parameters":{"number":1e400}}                   | NUMBER_RANGE  | /parameters/number
          {"parameters":{"any":{"a/b":[-1e999]}}}           | NUMBER_RANGE  | /parameters/any/a~1b/0
          {"parameters":{"any":{"n":{"$number":"nan"}}}}    | NUMBER_RANGE  | /parameters/any/n
          {"note":"a\\u0000b"}                             | BAD_STRING    | /note
          """)
  void whatCannotBeStoredIsRefusedByItsPlace(String body, String code, String pointer) {
    Answer refused = start(body).expect(422);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().at("/where/pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void everyFlawIsReportedAtOnce() {
    JsonNode refused =
        start("{\"parameters\":{\"text\":\"\\u0000\",\"number\":1e400},\"note\":\"\\ud800\"}")
            .expect(422)
            .json();
    assertThat(refused.get("problems").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder("/parameters/text", "/parameters/number", "/note");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":123456789012345678901234567890}",
        "{\"n\":-0.0}",
        "{\"n\":[{\"$number\":\"NaN\"},{\"$number\":\"-Infinity\"}]}",
        "{\"n\":\"\uD83D\uDE00 é\"}"
      })
  void whatIsAcceptedComesBackAsItWas(String value) {
    String started = start("{\"parameters\":{\"any\":" + value + "}}").expect(201).text();
    assertThat(started).contains("\"any\":{\"value\":" + value);
  }

  @Test
  void aListCarriesParametersUpTo4KiBAndSaysWhereItDoesNot() {
    String small =
        start("{\"parameters\":{\"text\":\"" + "s".repeat(3_900) + "\"}}").expect(201).text();
    String large =
        start("{\"parameters\":{\"text\":\"" + "l".repeat(4_100) + "\"}}").expect(201).text();
    assertThat(large).contains("l".repeat(4_100)).doesNotContain("parametersOmitted");
    JsonNode listed = admin.get(runs).expect(200).json().get("items");
    assertThat(listed.get(1).at("/parameters/text/value").asString()).hasSize(3_900);
    assertThat(listed.get(1).has("parametersOmitted")).isFalse();
    assertThat(small).contains("s".repeat(3_900));
    assertThat(listed.get(0).get("parameters")).isEmpty();
    assertThat(listed.get(0).get("parametersOmitted").booleanValue()).isTrue();
    assertThat(admin.get("/api/v1/runs").expect(200).json().get("items").get(0))
        .isEqualTo(listed.get(0));
  }

  @Test
  void parametersTogetherAndNotesHaveALimit() {
    int rest = "{}".length() + "1".length() + "\"\"".length(); // what the three values take
    String most = "x".repeat(256 * 1024 - rest);
    start("{\"parameters\":{\"text\":\"" + most + "\"}}").expect(201);
    Answer large = start("{\"parameters\":{\"text\":\"" + most + "x\"}}").expect(422);
    assertThat(large.code()).isEqualTo("PARAM_SIZE");
    Answer note = start("{\"note\":\"" + "ü".repeat(2_049) + "\"}").expect(422);
    assertThat(note.code()).isEqualTo("TEXT_TOO_LONG");
    assertThat(note.json().at("/where/pointer").asString()).isEqualTo("/note");
    start("{\"note\":\"" + "ü".repeat(2_048) + "\"}").expect(201);
  }

  private Answer start(String body) {
    return admin.send("POST", runs, body.getBytes(StandardCharsets.UTF_8), "application/json");
  }
}
