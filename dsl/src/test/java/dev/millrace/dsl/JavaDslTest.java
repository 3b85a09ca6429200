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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

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
                    .secret("REPORT_KEY", "report-key")
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
  void whatTheFirstDagLeavesOutCanBeSaidInJavaAsWell() {
    String yaml =
        """
        dag: more
        triggers:
          - name: weekly
            kind: schedule
            cron: "@weekly"
            start: 2026-01-01T00:00:00Z
            end: 2026-12-31T00:00:00Z
            overlap: skip
            parameters: { at: "2026-01-31T06:00:00+09:00", day: "2026-01-31" }
        parameters:
          at:      { type: datetime, description: When }
          day:     { type: date }
          rate:    { type: number, default: 0.5, minimum: 0.25 }
          weights: { type: object, default: { a: [1, 2.5] } }
        defaults:
          retries: 2
          timeout: 1h
          cellTimeout: 10m
          priority: -3
          slots: 2
          env: { LANG: C }
          mounts: [data]
        steps:
          a:
            notebook: n.ipynb
            cwd: work
            retries: { user: 1, delay: 1s, backoff: 3, maxDelay: 1m, jitter: false }
            parameters: { weights: { a: "${{ parameters.rate }}" } }
          b:
            branch: { notebook: ask.ipynb, parameters: { n: 1 } }
            shortCircuit: direct
            dependsOn: [a]
          c:
            shell: echo
            parameters: { rate: 1.5, yes: true }
            env: { A: "1" }
            dependsOn: [b]
            triggerRule: all_done
            when: steps.a.state == 'succeeded'
            inputs: [a/*.csv]
            artifacts: [x.txt, y/**]
        outputs: { fixed: 3 }
        """;
    JsonMapper json = JsonMapper.shared();

    Dag dag =
        Dag.named("more")
            .trigger(
                Trigger.of(
                        "weekly",
                        Schedule.cron("@weekly")
                            .start(Instant.parse("2026-01-01T00:00:00Z"))
                            .end(Instant.parse("2026-12-31T00:00:00Z"))
                            .overlap(Overlap.SKIP))
                    .parameter("at", "2026-01-31T06:00:00+09:00")
                    .parameter("day", "2026-01-31"))
            .parameter(Parameter.of("at", ParameterType.DATETIME).description("When"))
            .parameter(Parameter.of("day", ParameterType.DATE))
            .parameter(
                Parameter.number("rate").defaultValue(0.5).between(new BigDecimal("0.25"), null))
            .parameter(
                Parameter.of("weights", ParameterType.OBJECT)
                    .defaultValue(json.readTree("{\"a\": [1, 2.5]}")))
            .defaults(
                d ->
                    d.retries(2)
                        .timeout("1h")
                        .cellTimeout(Duration.ofMinutes(10))
                        .priority(-3)
                        .slots(2)
                        .env(Map.of("LANG", "C"))
                        .mounts(List.of("data")))
            .step(
                notebook("a", "n.ipynb")
                    .cwd(new WorkingDirectory.Folder("work"))
                    .retries(
                        RetryPolicy.upTo(1).delay("1s").backoff(3).maxDelay("1m").jitter(false))
                    .parameter(
                        "weights", json.createObjectNode().put("a", expression("parameters.rate"))))
            .step(
                branch("b")
                    .decidedBy(NotebookTask.of("ask.ipynb", Map.of("n", IntNode.valueOf(1))))
                    .shortCircuit(ShortCircuit.DIRECT)
                    .dependsOn("a"))
            .step(
                shell("c", "echo")
                    .parameter("rate", 1.5)
                    .parameter("yes", true)
                    .env("A", "1")
                    .dependsOn("b")
                    .triggerRule(TriggerRule.ALL_DONE)
                    .when("steps.a.state == 'succeeded'")
                    .inputs("a/*.csv")
                    .artifacts("x.txt", "y/**"))
            .output("fixed", IntNode.valueOf(3))
            .build();

    assertThat(DagYaml.read(yaml, "dags/more.yaml").orThrow()).isEqualTo(dag);
    assertThat(DagYaml.read(DagYaml.write(dag), "dags/more.yaml").orThrow()).isEqualTo(dag);
  }

  @Test
  void twoOutputsOfOneNameAreRefused() {
    var builder =
        Dag.named("d").step(noop("a")).output("x", "1").output("x", "2").output("2nd", "3");
    var refused = catchThrowableOfType(InvalidDagException.class, builder::build);
    assertThat(refused.problems())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.OUTPUT_NAME)
        .hasSize(2);
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
