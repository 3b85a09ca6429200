package dev.millrace.dsl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ParameterValuesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, Parameter> DECLARED =
      Stream.of(
              Parameter.bool("tune").defaultValue(false),
              Parameter.integer("factors").defaultValue(16).between(2, 256),
              Parameter.string("region").oneOf("eu", "ap"))
          .collect(Collectors.toMap(Parameter::name, p -> p, (a, b) -> a, LinkedHashMap::new));

  @Test
  void defaultsFillWhatIsNotGivenInTheOrderOfTheDeclaration() {
    ParameterValues resolved = resolve("{ 'region': 'ap', 'factors': 8 }");
    assertThat(resolved.problems()).isEmpty();
    assertThat(resolved.values().toString()).isEqualTo("{tune=false, factors=8, region=\"ap\"}");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    ParameterValues resolved = resolve("{ 'tune': 'yes', 'factors': 1, 'regoin': 'eu' }");
    assertThat(resolved.isValid()).isFalse();
    assertThat(resolved.problems())
        .extracting(p -> p.code() + " " + p.where().pointer())
        .containsExactlyInAnyOrder(
            "PARAM_UNKNOWN /parameters/regoin",
            "PARAM_TYPE /parameters/tune",
            "RANGE /parameters/factors",
            "PARAM_MISSING /parameters/region");
    assertThat(resolved.problems()).extracting(Problem::hint).contains("did you mean 'region'?");
  }

  @Test
  void aValueThatIsNotInTheListIsRefusedWithTheList() {
    ParameterValues resolved = resolve("{ 'region': 'us' }");
    assertThat(resolved.problems()).hasSize(1);
    assertThat(resolved.problems().getFirst().message())
        .isEqualTo("parameter 'region' must be one of \"eu\", \"ap\", not \"us\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING   | \"\"                            | true",
        "STRING   | \"${{ not.a.template }}\"       | true",
        "STRING   | 1                               | false",
        "STRING   | null                            | false",
        "STRING   | \"a\\u0000b\"                   | false",
        "INTEGER  | 1000000000000000000000000000000 | true",
        "INTEGER  | 9223372036854775808             | true",
        "INTEGER  | 1.0                             | false",
        "INTEGER  | \"1\"                           | false",
        "NUMBER   | 1                               | true",
        "NUMBER   | -0.0                            | true",
        "NUMBER   | true                            | false",
        "BOOLEAN  | true                            | true",
        "BOOLEAN  | \"true\"                        | false",
        "DATE     | \"2024-02-29\"                  | true",
        "DATE     | \"2026-02-29\"                  | false",
        "DATE     | \"2026-1-1\"                    | false",
        "DATETIME | \"2026-01-31T06:00:00Z\"        | true",
        "DATETIME | \"2026-01-31T06:00:00+09:00\"   | true",
        "DATETIME | \"2026-01-31T06:00:00\"         | false",
        "ARRAY    | [1, [2]]                        | true",
        "ARRAY    | {}                              | false",
        "OBJECT   | {\"a\": null}                   | true",
        "OBJECT   | []                              | false",
        "OBJECT   | {\"a\\u0000\": 1}               | false",
        "OBJECT   | {\"$number\": \"NaN\"}         | false",
        "OBJECT   | {\"$number\": 3}               | false",
        "OBJECT   | {\"$number\": 3, \"b\": 4}     | true",
        "ARRAY    | [{\"$number\": \"nan\"}]       | false",
        "ARRAY    | [[{\"$number\": \"Infinity\"}]] | true",
        "NUMBER   | {\"$number\": \"-Infinity\"}   | true",
        "NUMBER   | 1e400                         | false",
        "INTEGER  | {\"$number\": \"NaN\"}         | false",
        "STRING   | \"a\\udce9\"                   | false",
        "DATE     | \"+10000-01-01\"               | false",
        "DATE     | \"0000-12-31\"                 | false",
        "DATE     | \"9999-12-31\"                 | true",
        "DATETIME | \"+999999999-01-01T00:00:00Z\" | false",
        "DATETIME | \"0001-01-01T00:00:00+01:00\"  | false",
        "DATETIME | \"9999-12-31T23:59:59.999999999Z\" | true"
      })
  void aValueIsOfItsTypeOrRefused(ParameterType type, String json, boolean accepted) {
    JsonNode value = JSON.readTree(json);
    ParameterValues resolved =
        ParameterValues.resolve(Map.of("x", Parameter.of("x", type)), Map.of("x", value));
    assertThat(resolved.isValid()).isEqualTo(accepted);
    if (accepted) {
      assertThat(resolved.values()).containsEntry("x", value);
    }
  }

  @Test
  void numbersThatJsonDoesNotHaveAreRefused() {
    var nodes = JsonNodeFactory.instance;
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ParameterValues resolved =
          ParameterValues.resolve(
              Map.of("x", Parameter.number("x")), Map.of("x", nodes.numberNode(number)));
      assertThat(resolved.problems())
          .extracting(Problem::code)
          .containsExactly(ProblemCode.NUMBER_RANGE);
    }
  }

  @Test
  void wholeNumbersEndWhereDoublesEnd() {
    JsonNode largest = JSON.readTree("9".repeat(308));
    JsonNode tooLarge = JSON.readTree("9".repeat(309));
    Map<String, Parameter> declared = Map.of("x", Parameter.integer("x"));
    assertThat(ParameterValues.resolve(declared, Map.of("x", largest)).values())
        .containsEntry("x", largest);
    assertThat(ParameterValues.resolve(declared, Map.of("x", tooLarge)).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NUMBER_RANGE);
  }

  @Test
  void nanIsInNoRangeAndInfinityInAnOpenOne() {
    Map<String, Parameter> bounded =
        Map.of("x", Parameter.number("x").between(java.math.BigDecimal.ZERO, null));
    for (String word : List.of("NaN", "-Infinity")) {
      assertThat(ParameterValues.resolve(bounded, Map.of("x", special(word))).problems())
          .extracting(Problem::code)
          .containsExactly(ProblemCode.RANGE);
    }
    assertThat(ParameterValues.resolve(bounded, Map.of("x", special("Infinity"))).isValid())
        .isTrue();
  }

  @Test
  void allFlawsAreReportedWithTheirPlaces() {
    ObjectNode values =
        (ObjectNode)
            JSON.readTree(
                "{\"a\": [\"ok\", \"\\u0000\", {\"b/c\": 1e400}], \"d\\udc00\": {\"$number\": 1}}");
    assertThat(ParameterValues.flaws(values, Pointer.ROOT.child("parameters")))
        .extracting(flaw -> flaw.code() + " " + flaw.at())
        .containsExactlyInAnyOrder(
            "BAD_STRING /parameters",
            "BAD_STRING /parameters/a/1",
            "NUMBER_RANGE /parameters/a/2/b~1c",
            "NUMBER_RANGE /parameters/d\udc00");
  }

  private static JsonNode special(String word) {
    return JSON.readTree("{\"$number\": \"" + word + "\"}");
  }

  @Test
  void tooLargeAndTooDeepValuesAreRefused() {
    var parameters =
        Map.of("x", Parameter.string("x"), "y", Parameter.of("y", ParameterType.ARRAY));
    JsonNode large = JsonNodeFactory.instance.stringNode("a".repeat(256 * 1024));
    JsonNode deep = JSON.readTree("[".repeat(200) + "]".repeat(200));
    JsonNode small = JSON.readTree("[]");
    assertThat(ParameterValues.resolve(parameters, Map.of("x", large, "y", small)).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.PARAM_SIZE);
    assertThat(
            ParameterValues.resolve(parameters, Map.of("x", JSON.readTree("\"a\""), "y", deep))
                .problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.PARAM_SIZE);
  }

  private static ParameterValues resolve(String json) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    JSON.readTree(json.replace('\'', '"'))
        .properties()
        .forEach(e -> given.put(e.getKey(), e.getValue()));
    return ParameterValues.resolve(DECLARED, given);
  }
}
