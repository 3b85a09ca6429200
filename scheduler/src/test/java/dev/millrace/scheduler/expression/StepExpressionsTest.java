package dev.millrace.scheduler.expression;

import static dev.millrace.scheduler.expression.ExpressionFixture.context;
import static dev.millrace.scheduler.expression.ExpressionFixture.dag;
import static dev.millrace.scheduler.expression.ExpressionFixture.dagWithProbe;
import static dev.millrace.scheduler.expression.ExpressionFixture.json;
import static dev.millrace.scheduler.expression.ExpressionFixture.notebook;
import static dev.millrace.scheduler.expression.ExpressionFixture.render;
import static dev.millrace.scheduler.expression.ExpressionFixture.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.StepSettings;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StepExpressionsTest {

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${{ parameters.factors }}                          | 16
          ${{ parameters.factors * 2 + 1 }}                  | 33
          ${{ parameters.rate > 0 }}                         | true
          ${{ parameters["größe"] }}                         | 7
          ${{ parameters["größe"] + parameters['factors'] }} | 23
          ${{ parameters[?'größe'].orValue(0) * 2 }}         | 14
          ${{ run['date'] + steps['tune']['outputs']['model'] + steps.tune['state'] }} | "2026-03-02m8succeeded"
          größe=${{ parameters["größe"] }}                   | "größe=7"
          ${{ parameters.list }}                             | [1,2]
          ${{ parameters.list.map(x, x * 10) }}              | [10,20]
          ${{ parameters.since }}                            | "2026-01-31T06:00:00+09:00"
          ${{ addDays(parameters.since, 1) }}                | "2026-01-31T21:00:00Z"
          factors=${{ parameters.factors }}                  | "factors=16"
          ${{ parameters.region }}-${{ parameters.tune }}    | "eu-false"
          list ${{ parameters.list }}                        | "list [1,2]"
          ${{ {'a': 1, 'b': [null, 1.5]} }}                  | {"a":1,"b":[null,1.5]}
          ${{ steps.tune.outputs.rmse }}                     | 0.8
          ${{ steps["prepare-data"].outputs.rows + 1 }}      | 101
          ${{ steps.tune.outputs.none }}                     | null
          ${{ steps.train.state }}                           | "skipped"
          ${{ has(steps.train.outputs.model) }}              | false
          ${{ has(steps.tune.outputs.model) ? 1 : 2 }}       | 1
          ${{ steps.train.outputs.?model.orValue('none') }}  | "none"
          ${{ steps.?tune.?outputs.?model.orValue('none') }} | "m8"
          ${{ firstOf(steps.train.outputs.model, steps.tune.outputs.model) }}  | "m8"
          ${{ firstOf(steps.train.outputs.?model, steps.tune.outputs.model) }} | "m8"
          ${{ firstOf(steps.train.outputs.model, 'default') }}                 | "default"
          ${{ [1].map(x, firstOf(steps.train.outputs.model, x)) }}             | [1]
          ${{ minBy([{'r': 3, 'm': 'a'}, {'m': 'x'}, {'r': 1.5, 'm': 'b'}], 'r').m }} | "b"
          ${{ maxBy([{'r': 3, 'm': 'a'}, {'r': 1.5, 'm': 'b'}], 'r').m }}             | "a"
          ${{ toJson({'a': [1, true]}) }}                    | "{\\"a\\":[1,true]}"
          ${{ run.id }}                                      | "run-1"
          ${{ run.date }}                                    | "2026-03-02"
          ${{ run.zone }}                                    | "Asia/Seoul"
          ${{ addDays(run.date, -1) }}                       | "2026-03-01"
          ${{ run.logicalTime }}                             | "2026-03-01T21:30:00Z"
          ${{ format(run.logicalTime, 'yyyy/MM/dd HH', 'Asia/Seoul') }} | "2026/03/02 06"
          ${{ format(run.dataIntervalStart, 'yyyyMMdd', 'UTC') }}       | "20260228"
          s3://${{ vars.bucket }}/x                          | "s3://films-prod/x"
          ${{ '${{' }}                                       | "${{"
          ${{ 1.0 / 0.0 }}                                   | {"$number":"Infinity"}
          no template: { } $ {{ }}                           | "no template: { } $ {{ }}"
          """)
  void values(String template, String expected) {
    assertThat(render(template, context())).isEqualTo(json(expected));
  }

  @Test
  void theRecommendersModelIsTheTrainedOneOrTheBestOfTheTunedOnes() {
    String model =
        "${{ firstOf(steps.train.outputs.model, minBy(steps.tune.outputs, 'rmse').model) }}";
    JsonNode tunings =
        json("[{\"rmse\": 0.9, \"model\": \"m8\"}, {}, {\"rmse\": 0.7, \"model\": \"m16\"}]");
    StepValues skipped = new StepValues("skipped", Map.of());

    assertThat(
            render(
                model, context(Map.of("train", succeeded("{\"model\":\"m\"}"), "tune", skipped))))
        .isEqualTo(json("\"m\""));
    assertThat(
            render(
                "${{ firstOf(steps.train.outputs.model, minBy(steps.tune.outputs.all, 'rmse').model) }}",
                context(
                    Map.of(
                        "train",
                        skipped,
                        "tune",
                        new StepValues("succeeded", Map.of("all", tunings))))))
        .isEqualTo(json("\"m16\""));
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> render(model, context(Map.of("train", skipped, "tune", skipped))))
        .withMessageContaining("steps.train.outputs.model is absent (step 'train' is skipped)");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${{ steps.train.outputs.model }}         | parameter 'p' cannot be evaluated: steps.train.outputs.model is absent (step 'train' is skipped); has(…), .? or firstOf(…) copes with that
          ${{ steps["prepare-data"].outputs.x }}   | steps["prepare-data"].outputs.x is absent (step 'prepare-data' succeeded without publishing it)
          a ${{ steps.train.outputs.model }}       | steps.train.outputs.model is absent
          ${{ firstOf(1 / 0, 7) }}                 | / by zero
          ${{ parameters.list[7] }}                | out of bounds
          ${{ steps.train.outputs.?model }}        | an optional without a value
          ${{ b'bytes' }}                          | its value is no text
          ${{ minBy(parameters.list, 'x') }}       | no item of the list has a number 'x'
          ${{ minBy('text', 'x') }}                | minBy needs a list of maps
          ${{ format(run.logicalTime, 'QQQQQQQQ', 'UTC') }} | does not work
          ${{ format(run.logicalTime, 'yyyy', 'Mars') }}    | does not work
          ${{ addDays(run.logicalTime, 9000000000000) }}    | leaves the calendar
          ${{ addDays('soon', 1) }}                | needs a date such as
          """)
  void anExpressionThatFailsNamesWhatIsWrong(String template, String message) {
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> render(template, context()))
        .withMessageContaining(message);
  }

  @Test
  void aParameterIsCopiedWithoutLossEvenWhereCelHasNoSuchNumber() {
    BigInteger large = new BigInteger("123456789012345678901234567890");
    Map<String, JsonNode> parameters = new HashMap<>(context().parameters());
    parameters.put("factors", ExpressionFixture.JSON.getNodeFactory().numberNode(large));
    ExpressionContext context =
        new ExpressionContext(parameters, context().run(), context().steps(), Map.of());

    assertThat(render("${{ parameters.factors }}", context).bigIntegerValue()).isEqualTo(large);
    assertThat(render("n=${{ parameters.factors }}", context).stringValue())
        .isEqualTo("n=" + large);
  }

  @Test
  void templatesAreFoundInListsAndObjectsButNotInKeysAndRenderedOnce() {
    NotebookTask task =
        NotebookTask.of(
            "p.ipynb",
            Map.of(
                "p",
                json(
                    "{\"${{ k }}\": [\"${{ parameters.factors }}\", {\"x\": \"${{ parameters.region }}!\"}], \"n\": 1}")));
    Map<String, JsonNode> parameters = new HashMap<>(context().parameters());
    parameters.put("region", json("\"${{ 1 + 1 }}\""));
    Dag dag = dagWithProbe(task, StepSettings.builder());

    StepResult result =
        new DagExpressions(dag)
            .step("probe")
            .evaluate(
                new ExpressionContext(parameters, context().run(), context().steps(), Map.of()));

    assertThat(((StepResult.Resolved) result).parameters().get("p"))
        .isEqualTo(json("{\"${{ k }}\": [16, {\"x\": \"${{ 1 + 1 }}!\"}], \"n\": 1}"));
  }

  @Test
  void environmentVariablesAreTexts() {
    StepSettings.Builder settings =
        StepSettings.builder()
            .env(
                Map.of(
                    "TOP", "${{ parameters.factors }}",
                    "LIST", "${{ parameters.list }}",
                    "REGION", "${{ parameters.region }}",
                    "PLAIN", "as it is"));

    StepResult result =
        new DagExpressions(dagWithProbe(NotebookTask.of("p.ipynb"), settings))
            .step("probe")
            .evaluate(context());

    assertThat(((StepResult.Resolved) result).env())
        .containsOnly(
            Map.entry("TOP", "16"),
            Map.entry("LIST", "[1,2]"),
            Map.entry("REGION", "eu"),
            Map.entry("PLAIN", "as it is"));
  }

  @Test
  void aFalseConditionSkipsTheStepBeforeItsValuesAreLookedAt() {
    NotebookTask task = NotebookTask.of("p.ipynb", Map.of("p", json("\"${{ 1 / 0 }}\"")));
    Dag dag = dagWithProbe(task, StepSettings.builder().when("parameters.tune"));

    assertThat(new DagExpressions(dag).step("probe").evaluate(context()))
        .isEqualTo(StepResult.ConditionFalse.CONDITION_FALSE);
  }

  @Test
  void aBranchTakesTheFirstCaseThatHolds() {
    assertThat(
            choose(List.of(new BranchChoice.Case("parameters.tune", List.of("a"))), List.of("b")))
        .isEqualTo(new StepResult.Chosen(List.of("b")));
    assertThat(
            choose(
                List.of(
                    new BranchChoice.Case("parameters.factors > 8", List.of("a")),
                    new BranchChoice.Case("true", List.of("b"))),
                null))
        .isEqualTo(new StepResult.Chosen(List.of("a")));
    assertThat(choose(List.of(new BranchChoice.Case("true", null)), null))
        .isEqualTo(new StepResult.Chosen(List.of("a", "b")));
    assertThat(choose(List.of(new BranchChoice.Case("false", null)), null))
        .isEqualTo(new StepResult.Chosen(List.of()));
  }

  @Test
  void aConditionThatIsNeitherTrueNorFalseFails() {
    Dag dag =
        dagWithProbe(
            NotebookTask.of("p.ipynb"), StepSettings.builder().when("steps.tune.outputs.model"));

    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> new DagExpressions(dag).step("probe").evaluate(context()))
        .withMessage(
            "when, 'steps.tune.outputs.model', cannot be evaluated: it is a condition, but neither"
                + " true nor false");
  }

  @Test
  void aStepNamesTheStepsItReads() {
    NotebookTask task =
        NotebookTask.of(
            "p.ipynb",
            Map.of(
                "p",
                json("[\"${{ firstOf(steps.tune.outputs.a, steps['prepare-data'].state) }}\"]")));
    Dag dag =
        dagWithProbe(
            task, StepSettings.builder().when("steps.?train.state.orValue('') == 'failed'"));

    assertThat(new DagExpressions(dag).step("probe").upstream())
        .containsExactlyInAnyOrder("tune", "train", "prepare-data");
    assertThat(new DagExpressions(dag).step("stranger").upstream()).isEmpty();
  }

  private static StepResult choose(
      List<BranchChoice.Case> cases, @Nullable List<String> otherwise) {
    BranchStep branch =
        new BranchStep(
            "choose",
            StepSettings.NONE,
            new BranchChoice.Conditions(cases, otherwise),
            ShortCircuit.DIRECT);
    StepSettings.Builder after = StepSettings.builder().dependsOn(List.of("choose"));
    Dag dag =
        dag(
            branch,
            notebook("a", NotebookTask.of("a.ipynb"), after),
            notebook("b", NotebookTask.of("a.ipynb"), after));
    return new DagExpressions(dag).step("choose").evaluate(context());
  }
}
