package dev.millrace.scheduler.expression;

import static dev.millrace.scheduler.expression.ExpressionFixture.json;
import static dev.millrace.scheduler.expression.ExpressionFixture.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.dsl.codec.ParsedDag;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The Dag of the format's page, written as a file and evaluated step by step. */
class RecommenderTest {
  private static final String FILE =
      """
      dag: recommender
      maxActiveSteps: 16
      parameters:
        tune:    { type: boolean, default: false }
        factors: { type: integer, default: 16, minimum: 2, maximum: 256 }
      steps:
        prepare:
          notebook: notebooks/prepare.ipynb
          parameters: { seed: 7 }
        choose:
          branch:
            - when: parameters.tune
              to: [tune-8, tune-16]
            - otherwise: [train]
          dependsOn: [prepare]
        tune-8:
          notebook: notebooks/train.ipynb
          dependsOn: [choose]
          parameters: { factors: 8 }
        tune-16:
          notebook: notebooks/train.ipynb
          dependsOn: [choose]
          parameters: { factors: 16 }
        train:
          notebook: notebooks/train.ipynb
          dependsOn: [choose]
          parameters: { factors: "${{ parameters.factors }}" }
        predict:
          notebook: notebooks/predict.ipynb
          dependsOn: [tune-8, tune-16, train]
          triggerRule: none_failed_min_one_success
          parameters:
            model: "${{ firstOf(steps.train.outputs.model, minBy([steps['tune-8'].outputs, steps['tune-16'].outputs], 'rmse').model) }}"
        report:
          shell: python -m recommender.report --top "$TOP"
          env: { TOP: "${{ parameters.factors }}" }
          dependsOn: [predict]
      """;

  private final ParsedDag file = DagYaml.read(FILE, "dags/recommender.yaml");
  private final Dag dag = file.orThrow();
  private final DagExpressions expressions = new DagExpressions(dag);
  private final StepValues skipped = new StepValues("skipped", Map.of());

  @Test
  void itsExpressionsAreAcceptedWithoutAWord() {
    assertThat(ExpressionChecker.check(file)).isEmpty();
  }

  @Test
  void aMistakeIsToldWithItsPlaceInTheFileBesidesThoseFoundBefore() {
    ParsedDag wrong =
        DagYaml.read(
            FILE.replace("when: parameters.tune", "when: parameters.tuna")
                .replace("seed: 7", "seed: \"${{ steps.train.outputs.x }}\""),
            "dags/recommender.yaml");

    assertThat(ExpressionChecker.check(wrong))
        .extracting(problem -> problem.code() + " " + problem.where().line())
        .containsExactly("REF_NOT_UPSTREAM 9", "CEL_NAME 12");
  }

  @Test
  void theBranchFollowsTheParameter() {
    assertThat(expressions.step("choose").evaluate(context(false, Map.of())))
        .hasToString("Chosen[next=[train]]");
    assertThat(expressions.step("choose").evaluate(context(true, Map.of())))
        .hasToString("Chosen[next=[tune-8, tune-16]]");
  }

  @Test
  void predictUsesTheTrainedModelOrTheBestOfTheTunedOnes() {
    Map<String, StepValues> trained =
        Map.of("train", succeeded("{\"model\": \"m\"}"), "tune-8", skipped, "tune-16", skipped);
    Map<String, StepValues> tuned =
        Map.of(
            "train", skipped,
            "tune-8", succeeded("{\"model\": \"m8\", \"rmse\": 0.8}"),
            "tune-16", succeeded("{\"model\": \"m16\", \"rmse\": 0.9}"));

    assertThat(parameters("predict", context(false, trained)))
        .containsEntry("model", json("\"m\""));
    assertThat(parameters("predict", context(true, tuned))).containsEntry("model", json("\"m8\""));
  }

  @Test
  void fixedValuesAndTheShellsEnvironmentArrive() {
    assertThat(parameters("prepare", context(false, Map.of()))).containsEntry("seed", json("7"));
    assertThat(parameters("train", context(false, Map.of()))).containsEntry("factors", json("16"));
    assertThat(
            ((StepResult.Resolved) expressions.step("report").evaluate(context(false, Map.of())))
                .env())
        .containsEntry("TOP", "16");
  }

  private Map<String, JsonNode> parameters(String step, ExpressionContext context) {
    return ((StepResult.Resolved) expressions.step(step).evaluate(context)).parameters();
  }

  private static ExpressionContext context(boolean tune, Map<String, StepValues> steps) {
    ExpressionContext base = ExpressionFixture.context();
    return new ExpressionContext(
        Map.of("tune", json(String.valueOf(tune)), "factors", json("16")),
        base.run(),
        steps,
        Map.of());
  }
}
