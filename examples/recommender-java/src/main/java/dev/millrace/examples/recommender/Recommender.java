package dev.millrace.examples.recommender;

import static dev.millrace.dsl.Steps.branch;
import static dev.millrace.dsl.Steps.expression;
import static dev.millrace.dsl.Steps.notebook;
import static dev.millrace.dsl.Steps.shell;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagBuilder;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.NotebookStepBuilder;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.RetryPolicy;
import dev.millrace.dsl.TriggerRule;
import java.math.BigDecimal;

/**
 * A small film recommender: made-up ratings, a factorization machine, tuned when asked. The same
 * Dag as in {@code examples/recommender/dags/recommender.yaml}.
 */
final class Recommender {
  private Recommender() {}

  static Dag dag() {
    DagBuilder dag =
        Dag.named("recommender")
            .title("Film recommender")
            .description(
                "Trains a factorization machine on ratings, tunes it when asked, and writes a report.")
            .tags("demo", "ml")
            .maxActiveRuns(3)
            .timeout("30m")
            .defaults(
                d -> d.kernel("python3").environment(Environment.requirements("requirements.txt")));
    declareParameters(dag);
    return dag.step(
            notebook("prepare", "notebooks/prepare.ipynb")
                .title("Make the ratings")
                .parameter("seed", 7)
                .artifacts("data/ratings.npz"))
        .step(
            notebook("titles", "notebooks/titles.ipynb")
                .title("Fetch the film titles")
                .description(
                    "Its service is unreliable on purpose; the first attempt fails and the retry succeeds.")
                .retries(RetryPolicy.upTo(2).delay("2s").backoff(2))
                .artifacts("data/titles.json"))
        .step(
            branch("choose")
                .title("Tune or train?")
                .dependsOn("prepare")
                .when("parameters.tune", "tune_small", "tune_medium", "tune_large")
                .otherwise("train"))
        .step(tune("tune_small", 4))
        .step(tune("tune_medium", 16))
        .step(tune("tune_large", 64))
        .step(
            notebook("train", "notebooks/train.ipynb")
                .title("Train")
                .dependsOn("choose")
                .parameter("factors", expression("parameters.factors"))
                .timeout("10m")
                .artifacts("models/*"))
        .step(
            notebook("predict", "notebooks/predict.ipynb")
                .title("Recommend films")
                .dependsOn("train", "tune_small", "tune_medium", "tune_large", "titles")
                .triggerRule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
                .parameter(
                    "model",
                    expression(
                        "firstOf(steps.train.outputs.model, minBy([steps.tune_small.outputs, steps.tune_medium.outputs, steps.tune_large.outputs], 'rmse').model)"))
                .artifacts("report/recommendations.json"))
        .step(
            shell("report", "python -m recommender.report --top \"$TOP\" --rmse \"$RMSE\"")
                .title("Write the report")
                .env("TOP", expression("parameters.top"))
                .env("RMSE", expression("steps.predict.outputs.rmse"))
                .dependsOn("predict")
                .artifacts("report/report.md"))
        .output("rmse", expression("steps.predict.outputs.rmse"))
        .output("tuned", expression("parameters.tune"))
        .build();
  }

  private static void declareParameters(DagBuilder dag) {
    dag.parameter(
            Parameter.bool("tune")
                .defaultValue(false)
                .title("Search the number of factors")
                .description(
                    "Trains three models side by side and keeps the one with the smallest error."))
        .parameter(
            Parameter.integer("factors")
                .defaultValue(16)
                .between(2, 256)
                .title("Factors")
                .description(
                    "Length of each film's and each viewer's vector; used when nothing is tuned."))
        .parameter(
            Parameter.number("learningRate")
                .defaultValue(0.02)
                .between(new BigDecimal("0.0001"), BigDecimal.TEN)
                .title("Learning rate")
                .description("Above 1 the training diverges, and the step says so."))
        .parameter(
            Parameter.integer("top").defaultValue(5).between(1, 20).title("Films in the report"));
  }

  private static NotebookStepBuilder tune(String id, int factors) {
    return notebook(id, "notebooks/train.ipynb")
        .title("Tune with %d factors".formatted(factors))
        .dependsOn("choose")
        .parameter("factors", factors)
        .parameter("epochs", 12)
        .artifacts("models/*");
  }
}
