package dev.millrace.dsl;

import static dev.millrace.dsl.Steps.branch;
import static dev.millrace.dsl.Steps.expression;
import static dev.millrace.dsl.Steps.noop;
import static dev.millrace.dsl.Steps.notebook;
import static dev.millrace.dsl.Steps.script;
import static dev.millrace.dsl.Steps.shell;
import static dev.millrace.dsl.TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.dsl.validation.InvalidDagException;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JavaDslTest {
  @Test
  void javaAndYamlSayTheSame() throws IOException {
    Dag recommender =
        Dag.named("recommender")
            .title("Film recommender")
            .description("Factorization machine on ratings, tuned when asked.")
            .tags("ml", "demo")
            .schedule(
                Schedule.cron("0 6 * * *")
                    .zone("Asia/Seoul")
                    .interval(TickInterval.PREVIOUS)
                    .start(Instant.parse("2026-01-01T00:00:00Z"))
                    .catchup(Catchup.LATEST)
                    .overlap(Overlap.QUEUE))
            .trigger(
                Trigger.of("often", Schedule.every("15m").catchup(Catchup.ALL).maxCatchup(96))
                    .parameter("tune", true)
                    .parameter("factors", 8)
                    .parameter("region", "ap"))
            .maxActiveRuns(1)
            .maxActiveSteps(16)
            .timeout("2h")
            .parameter(Parameter.bool("tune").defaultValue(false).title("Search hyperparameters"))
            .parameter(Parameter.integer("factors").defaultValue(16).between(2, 256))
            .parameter(Parameter.string("region").oneOf("eu", "ap").defaultValue("eu"))
            .defaults(
                d ->
                    d.retries(
                            RetryPolicy.upTo(1).delay("10s").backoff(2).maxDelay("5m").jitter(true))
                        .pool("default")
                        .kernel("python3")
                        .environment(Environment.requirements("requirements.txt")))
            .step(
                notebook("prepare", "notebooks/prepare.ipynb")
                    .parameter("seed", 7)
                    .artifacts("data/*.csv"))
            .step(
                branch("choose")
                    .dependsOn("prepare")
                    .when("parameters.tune", "tune")
                    .otherwise("train"))
            .step(
                notebook("tune", "notebooks/train.ipynb")
                    .dependsOn("choose")
                    .parameter("factors", 8)
                    .parameter("rate", 0.5)
                    .parameter("deep", true)
                    .parameterRaw("label", "007")
                    .cwd(WorkingDirectory.Named.PROJECT)
                    .allowErrors()
                    .reportMode()
                    .artifacts("models/*"))
            .step(
                notebook("train", "notebooks/train.ipynb")
                    .dependsOn("choose")
                    .parameter("factors", expression("parameters.factors"))
                    .timeout("20m")
                    .cellTimeout("5m")
                    .kernel("ir")
                    .artifacts("models/*"))
            .step(
                script("predict", "jobs/predict.py")
                    .dependsOn("tune", "train")
                    .triggerRule(NONE_FAILED_MIN_ONE_SUCCESS)
                    .when("parameters.factors > 2")
                    .retries(3)
                    .pool("gpu")
                    .priority(5)
                    .slots(2)
                    .inputs("train/models/*", "tune/models/*")
                    .mounts("data")
                    .artifactsChanged())
            .step(
                shell("report", "python -m recommender.report --top \"$TOP\"")
                    .env("TOP", expression("parameters.factors"))
                    .dependsOn("predict")
                    .title("Report")
                    .description("For people")
                    .group("output"))
            .step(
                branch("gate")
                    .dependsOn("report")
                    .proceedWhen("steps.report.outputs.good")
                    .shortCircuit(ShortCircuit.ALL))
            .step(branch("ask").dependsOn("gate").decidedBy(NotebookTask.of("notebooks/ask.ipynb")))
            .step(noop("end").dependsOn("ask").environment(Environment.requirements("other.txt")))
            .output("rmse", expression("steps.predict.outputs.rmse"))
            .output(
                "about",
                JsonMapper.shared()
                    .createObjectNode()
                    .put("factors", expression("parameters.factors"))
                    .put("source", "on ${{ run.date }}"))
            .build();

    assertThat(DagYaml.read(recommenderYaml(), "dags/recommender.yaml").orThrow())
        .isEqualTo(recommender);
  }

  @Test
  void aWrongDagDoesNotBuildAndTellsEveryProblem() {
    var builder =
        Dag.named("bad name")
            .parameter(Parameter.integer("n").defaultValue("many"))
            .parameter(Parameter.integer("n"))
            .step(notebook("a", "a.ipynb").dependsOn("b").retries(101))
            .step(noop("a"))
            .step(shell("b", "echo ${{ parameters.n }}").dependsOn("a"));
    var refused = catchThrowableOfType(InvalidDagException.class, builder::build);
    assertThat(refused.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(
            ProblemCode.NAME_RULE,
            ProblemCode.PARAM_TYPE,
            ProblemCode.PARAM_NAME,
            ProblemCode.RANGE,
            ProblemCode.STEP_DUP,
            ProblemCode.TEMPLATE_IN_SHELL,
            ProblemCode.DAG_CYCLE);
    assertThat(refused)
        .hasMessageContaining(
            "/steps/a/retries/user RANGE 'retries' must be a whole number from 0 to 100");
  }

  @Test
  void aBuilderBuildsOnce() {
    var builder = Dag.named("d").step(noop("a"));
    builder.build();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'d'");
  }

  @Test
  void aTextThatIsNoDurationIsRefusedAtOnce() {
    assertThatThrownBy(() -> noop("a").timeout("5 parsecs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("90s");
  }

  @Test
  void theOrderOfStepsDoesNotMakeAnotherVersion() {
    Dag one = Dag.named("d").step(noop("a")).step(noop("b").dependsOn("a")).build();
    Dag other = Dag.named("d").step(noop("b").dependsOn("a")).step(noop("a")).build();
    Dag different =
        Dag.named("d").step(noop("b").dependsOn("a").title("B")).step(noop("a")).build();
    assertThat(one).isEqualTo(other);
    assertThat(DagJson.digest(one))
        .hasSize(64)
        .isEqualTo(DagJson.digest(other))
        .isNotEqualTo(DagJson.digest(different));
  }

  @Test
  void aDefaultThatIsWrittenOutDoesNotMakeAnotherVersion() {
    String text =
        """
        dag: d
        steps: { a: { noop: {}, retries: { user: 2, delay: PT10S }, triggerRule: all_success } }
        """;
    assertThat(DagYaml.read(text, "a.yaml").orThrow())
        .isEqualTo(Dag.named("d").step(noop("a").retries(2)).build());
  }

  private static String recommenderYaml() throws IOException {
    try (InputStream in = JavaDslTest.class.getResourceAsStream("/recommender.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
