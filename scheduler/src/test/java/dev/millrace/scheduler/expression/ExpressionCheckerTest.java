package dev.millrace.scheduler.expression;

import static dev.millrace.scheduler.expression.ExpressionFixture.JSON;
import static dev.millrace.scheduler.expression.ExpressionFixture.dag;
import static dev.millrace.scheduler.expression.ExpressionFixture.dagWithProbe;
import static dev.millrace.scheduler.expression.ExpressionFixture.notebook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.SourceMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionCheckerTest {

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          parameters.                  | CEL_SYNTAX       | no viable alternative at input '.' (at character 12 of its line 1)
          1 +                          | CEL_SYNTAX       | it ends too early
          steps.in.state               | CEL_SYNTAX       | write ["in"]
          parameters.nope              | CEL_NAME         | 'nope' does not exist
          parameters["nope"]           | CEL_NAME         | 'nope' does not exist
          parameters[?"größte"]        | CEL_NAME         | 'größte' does not exist
          parameters.größe + 1         | CEL_NAME         | write parameters["größe"]
          1 + parameters . 变量         | CEL_NAME         | write parameters["变量"]
          'é' + parameters.?α.x        | CEL_NAME         | write parameters[?"α"]
          steps.train.outputs.𝐱y == 1  | CEL_NAME         | write steps.train.outputs["𝐱y"]
          α + 1                        | CEL_SYNTAX       | token recognition error at: 'α'
          nope                         | CEL_NAME         | there is no 'nope' in expressions
          nope(1)                      | CEL_NAME         | there is no 'nope' in expressions
          item                         | CEL_NAME         | there is no 'item' in expressions
          steps.train.outptus.x        | CEL_NAME         | 'outptus' does not exist
          run.data                     | CEL_NAME         | 'data' does not exist
          steps.prepare-data.outputs.x | CEL_NAME         | write steps["prepare-data"]
          parameters.factors + 'a'     | CEL_TYPE         | no matching overload
          parameters.region > 1        | CEL_TYPE         | no matching overload
          format(run.date, 'a', 'b')   | CEL_TYPE         | no matching overload
          firstOf()                    | CEL_SYNTAX       | firstOf needs an argument
          millrace.Step{}              | CEL_TYPE         | cannot build messages
          steps.stranger.outputs.x     | REF_NOT_UPSTREAM | does not come before it
          steps["str\\x61nger"].state  | REF_NOT_UPSTREAM | does not come before it
          steps.probe.state            | REF_NOT_UPSTREAM | does not come before it
          steps.?stranger.state        | REF_NOT_UPSTREAM | does not come before it
          steps.nowhere.state          | REF_NOT_UPSTREAM | does not come before it
          size(steps)                  | CEL_NAME         | not followed by the id of a step
          steps[parameters.region]     | CEL_NAME         | not followed by the id of a step
          steps.exists(s, true)        | CEL_NAME         | not followed by the id of a step
          """)
  void refusesWithItsPlace(String source, ProblemCode code, String words) {
    List<Problem> problems = check("${{ " + source + " }}");

    assertThat(problems).isNotEmpty().allMatch(Problem::isError);
    assertThat(problems.getFirst().code()).isEqualTo(code);
    assertThat(problems.getFirst().where().pointer()).startsWith("/steps/probe/parameters/p");
    assertThat(problems.getFirst().toString()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameters.factors > 1.5",
        "parameters.list.map(x, x + 1)",
        "has(steps.train.outputs.model) ? steps.train.outputs.model : ''",
        "firstOf(steps.train.outputs.model, minBy(steps.tune.outputs, 'rmse').model)",
        "steps[\"prepare-data\"].outputs.rows",
        "addDays(run.logicalTime, 1) > parameters.since",
        "vars.bucket + '/x'",
        "parameters['factors'] + 1 == 2 && run['date'] != ''",
        "parameters[?'list'].orValue([]).map(x, x + parameters['factors'])",
        "steps['prepare-data']['outputs']['größe'] + steps.train['state']"
      })
  void acceptsWithoutAWord(String source) {
    assertThat(check("${{ " + source + " }}")).isEmpty();
  }

  @Test
  void aNameInBracketsHasItsType() {
    assertThat(check("${{ parameters['factors'] + 'a' }}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("no matching overload"));
  }

  @Test
  void aNameThatCannotFollowADotIsReportedOnce() {
    assertThat(check("${{ parameters.größe +\n parameters.größe }}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CEL_NAME));
  }

  @Test
  void aConditionMustBeTrueOrFalse() {
    Dag dag =
        dagWithProbe(NotebookTask.of("p.ipynb"), StepSettings.builder().when("parameters.factors"));

    assertThat(ExpressionChecker.check(dag, SourceMap.NONE))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CEL_TYPE))
        .satisfies(problem -> assertThat(problem.where().pointer()).isEqualTo("/steps/probe/when"));
  }

  @Test
  void everyProblemIsToldAtOnce() {
    NotebookTask task =
        NotebookTask.of(
            "p.ipynb",
            Map.of("a", text("${{ 1 + }}"), "b", text("${{ nope }} and ${{ parameters.nope }}")));

    assertThat(ExpressionChecker.check(dagWithProbe(task, StepSettings.builder()), SourceMap.NONE))
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(
            ProblemCode.CEL_SYNTAX, ProblemCode.CEL_NAME, ProblemCode.CEL_NAME);
  }

  @Test
  void aPlaceThatHasAnErrorGetsNoSecondOne() {
    Dag dag = dagWithProbe(task("${{ nope }}"), StepSettings.builder());
    Problem first = ExpressionChecker.check(dag, SourceMap.NONE).getFirst();
    Findings findings = new Findings(SourceMap.NONE);
    findings.add(Problem.error(ProblemCode.STEP_UNKNOWN, "judged before", first.where()));

    ExpressionChecker.check(dag, findings);

    assertThat(findings.problems()).hasSize(1);
  }

  @Test
  void anOutputThatATriggerRuleAllowsToBeAbsentIsWarnedOf() {
    StepSettings.Builder anyEnd = StepSettings.builder().triggerRule(TriggerRule.ALL_DONE);

    assertThat(check(dagWithProbe(task("${{ steps.train.outputs.m }}"), anyEnd)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isError()).isFalse();
              assertThat(problem.code()).isEqualTo(ProblemCode.REF_ABSENT);
              assertThat(problem.message())
                  .contains("step 'probe' can start although 'train' did not succeed");
            });
    assertThat(check(dagWithProbe(task("${{ firstOf(steps.train.outputs.m, 1) }}"), anyEnd)))
        .isEmpty();
    assertThat(check(dagWithProbe(task("${{ steps.train.state }}"), anyEnd))).isEmpty();
  }

  @Test
  void tenThousandStepsThatSayTheSameAreCompiledOnce() {
    Step[] steps = new Step[10_000];
    for (int i = 0; i < steps.length; i++) {
      StepSettings.Builder settings =
          StepSettings.builder().dependsOn(i == 0 ? List.of() : List.of("s" + (i - 1)));
      NotebookTask task =
          i == 0 ? task("x") : task("${{ steps.s0.outputs.x + parameters.factors }}");
      steps[i] = notebook("s" + i, task, settings);
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(15), () -> assertThat(check(dag(steps))).isEmpty());
  }

  @Test
  void anOutputIsCertainThroughAChainOfRulesThatNeedSuccess() {
    Step root = notebook("root", NotebookTask.of("a.ipynb"), StepSettings.builder());
    Step middle =
        notebook(
            "middle",
            NotebookTask.of("a.ipynb"),
            StepSettings.builder()
                .dependsOn(List.of("root"))
                .triggerRule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS));
    Step last =
        notebook(
            "last",
            task("${{ steps.root.outputs.x }}"),
            StepSettings.builder().dependsOn(List.of("middle")));

    assertThat(check(dag(root, middle, last))).isEmpty();
  }

  private static List<Problem> check(String value) {
    return check(dagWithProbe(task(value), StepSettings.builder()));
  }

  private static List<Problem> check(Dag dag) {
    return ExpressionChecker.check(dag, SourceMap.NONE);
  }

  private static NotebookTask task(String value) {
    return NotebookTask.of("p.ipynb", Map.of("p", text(value)));
  }

  private static tools.jackson.databind.JsonNode text(String value) {
    return JSON.getNodeFactory().stringNode(value);
  }
}
