package dev.millrace.scheduler.expression;

import static dev.millrace.scheduler.expression.ExpressionFixture.context;
import static dev.millrace.scheduler.expression.ExpressionFixture.json;
import static dev.millrace.scheduler.expression.ExpressionFixture.render;
import static dev.millrace.scheduler.expression.ExpressionFixture.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Values that CEL has no type for, or that lose something on the way through it. */
class ExactValuesTest {
  private static final String BIG = "-18446744073709551617";
  private static final String HUGE = "7".repeat(308);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        BIG,
        "-0.0",
        "0.1",
        "4.9E-324",
        "1.7976931348623157E308",
        "{\"$number\":\"NaN\"}",
        "{\"$number\":\"-Infinity\"}",
        "[1,{\"a\":[{\"$number\":\"Infinity\"},18446744073709551617]},null,true,\"2026-01-31T06:00:00+09:00\"]"
      })
  void aPlainReferencePassesTheValueUnchanged(String value) {
    var context = withOutput("v", json(value));
    for (String reference :
        new String[] {
          "steps.tune.outputs.v",
          "steps.tune.outputs[\"v\"]",
          " steps['tune'] . outputs.v ",
          "steps.tune.outputs.nest.list[1].v",
          "parameters.map.v",
          "parameters.list[1]"
        }) {
      assertThat(render("${{ " + reference + " }}", context).toString())
          .as(reference)
          .isEqualTo(value);
    }
    assertThat(render("${{ steps.tune.outputs.nest }}", context).toString())
        .isEqualTo("{\"list\":[0,{\"v\":" + value + "}]}");
  }

  @Test
  void aPlainReferencePassesAnySize() {
    JsonNode list =
        json(
            IntStream.range(0, 60_000)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "[", "]")));
    assertThat(render("${{ steps.tune.outputs.v }}", withOutput("v", list))).isEqualTo(list);
    assertThat(render("${{ steps.tune.outputs.v }}", withOutput("v", json(HUGE))).toString())
        .isEqualTo(HUGE);
  }

  @Test
  void theOutputsOfAStepKeepTheirOrder() {
    assertThat(
            render(
                    "${{ steps.tune.outputs }}",
                    context(Map.of("tune", succeeded("{\"z\":1,\"a\":2,\"m\":3,\"b\":4}"))))
                .toString())
        .isEqualTo("{\"z\":1,\"a\":2,\"m\":3,\"b\":4}");
  }

  @Test
  void withinATextEveryDigitIsKept() {
    assertThat(render("n=${{ steps.tune.outputs.v }}", withOutput("v", json(BIG))).stringValue())
        .isEqualTo("n=" + BIG);
    assertThat(
            render(
                    "n=${{ steps.tune.outputs.v }}",
                    withOutput("v", json("{\"$number\":\"Infinity\"}")))
                .stringValue())
        .isEqualTo("n=Infinity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[steps.tune.outputs.v, 1]",
        "{'a': steps.tune.outputs.v}",
        "[1, 2].map(x, steps.tune.outputs.v)",
        "firstOf(steps.train.outputs.v, steps.tune.outputs.v)",
        "true ? steps.tune.outputs.v : 1",
        "toJson(steps.tune.outputs.v)"
      })
  void whatOnlyCarriesAWholeNumberCarriesAllOfIt(String expression) {
    assertThat(render("${{ " + expression + " }}", withOutput("v", json(BIG))).toString())
        .contains(BIG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps.tune.outputs.v + 1",
        "1 - steps.tune.outputs.v",
        "steps.tune.outputs.v * 2",
        "-steps.tune.outputs.v",
        "steps.tune.outputs.v > 5",
        "int(steps.tune.outputs.v)",
        "double(steps.tune.outputs.v)",
        "string(steps.tune.outputs.v)",
        "parameters.factors + 1",
        "parameters.factors > 5",
        "parameters.list.map(x, x + 1)",
        "steps.tune.outputs.nest.list[1].v < 5",
        "9223372036854775807 + 1",
        "parameters.list[0] * 9223372036854775807"
      })
  void arithmeticBeyond64BitsIsAnErrorThatSaysSo(String expression) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> render("${{ " + expression + " }}", withOutput("v", json(BIG))))
        .withMessageContaining("64 bits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          steps.tune.outputs.v == steps.tune.outputs.v            | true
          steps.tune.outputs.v == parameters.factors              | true
          steps.tune.outputs.v == 5                               | false
          steps.tune.outputs.v in [1, parameters.factors]         | true
          steps.tune.outputs.nest.list.exists(x, x == 0)          | true
          """)
  void largeWholeNumbersAreComparedByAllTheirDigits(String expression, boolean expected) {
    assertThat(render("${{ " + expression + " }}", withOutput("v", json(BIG))).booleanValue())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a' + '\\x00'                        | NUL (U+0000)
          {'k\\x00': 1}                        | NUL (U+0000)
          ['\\u0000']                          | NUL (U+0000)
          addDays(parameters.since, 4000000)   | years 1 to 9999
          addDays('9999-12-31', 1)             | years 1 to 9999
          """)
  void whatAnExpressionBuildsCanBeStored(String expression, String reason) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> render("${{ " + expression + " }}", context()))
        .withMessageContaining(reason);
  }

  @Test
  void nanAndInfinityAreDoublesInExpressions() {
    var context = withOutput("v", json("{\"$number\":\"NaN\"}"));
    assertThat(
            render(
                    "${{ [steps.tune.outputs.v < 1.0, steps.tune.outputs.v >= 1.0, steps.tune.outputs.v == 1.0] }}",
                    context)
                .toString())
        .isEqualTo("[false,false,false]");
    assertThat(render("${{ [1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0] }}", context).toString())
        .isEqualTo(
            "[{\"$number\":\"Infinity\"},{\"$number\":\"-Infinity\"},{\"$number\":\"NaN\"}]");
    assertThat(
            render(
                    "${{ steps.tune.outputs.v + 1.0 }}",
                    withOutput("v", json("{\"$number\":\"Infinity\"}")))
                .toString())
        .isEqualTo("{\"$number\":\"Infinity\"}");
  }

  /** The value as an output, within one, and as parameters. */
  private static ExpressionContext withOutput(String name, JsonNode value) {
    ExpressionContext base =
        context(
            Map.of(
                "tune",
                succeeded(
                    "{\"%s\":%s,\"nest\":{\"list\":[0,{\"v\":%s}]}}".formatted(name, value, value)),
                "train",
                new ExpressionContext.StepValues("skipped", Map.of())));
    Map<String, JsonNode> parameters = new LinkedHashMap<>(base.parameters());
    parameters.put("map", json("{\"v\":" + value + "}"));
    parameters.put("list", json("[2," + value + "]"));
    if (value.isIntegralNumber()) {
      parameters.put("factors", value);
    }
    return new ExpressionContext(parameters, base.run(), base.steps(), base.vars());
  }
}
