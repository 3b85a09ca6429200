package dev.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.dsl.Template.Expression;
import dev.millrace.dsl.Template.Literal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  @Test
  void textAndExpressionsAreToldApart() {
    assertThat(Template.parse("top ${{ parameters.top }} of ${{run.date}}!").parts())
        .containsExactly(
            new Literal("top "),
            new Expression("parameters.top", 8),
            new Literal(" of "),
            new Expression("run.date", 32),
            new Literal("!"));
  }

  @Test
  void aTextWithoutExpressionsIsOneLiteral() {
    Template template = Template.parse("$NAME ${NAME} {{ x }} $$");
    assertThat(template.isLiteral()).isTrue();
    assertThat(template.parts()).containsExactly(new Literal("$NAME ${NAME} {{ x }} $$"));
    assertThat(Template.parse("").parts()).isEmpty();
  }

  @Test
  void anExpressionThatIsAllThereIsKeepsItsType() {
    assertThat(Template.parse("${{ parameters.x }}").single())
        .contains(new Expression("parameters.x", 4));
    assertThat(Template.parse(" ${{ parameters.x }}").single()).isEmpty();
    assertThat(Template.parse("${{ a }}${{ b }}").single()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'}}'",
        "\"}}\"",
        "'it\\'s }}'",
        "'''a ' }} '''",
        "r'\\'",
        "{'a': {'b': 1}}.a.b",
        "{'a': {'b': 1}}",
        "'${{'"
      })
  void bracesWithinAnExpressionDoNotEndIt(String expression) {
    assertThat(Template.parse("${{ " + expression + " }}").single().map(Expression::source))
        .contains(expression);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${{ a", "${{ a }", "x ${{ 'a }}", "${{ {'a': 1 }}", "${{", "${{ a } }"})
  void anExpressionThatDoesNotEndIsRefused(String text) {
    assertThatThrownBy(() -> Template.parse(text))
        .isInstanceOf(Template.SyntaxException.class)
        .hasMessageContaining("not closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${{}}", "a ${{  }} b"})
  void anExpressionOfNothingIsRefused(String text) {
    assertThatThrownBy(() -> Template.parse(text))
        .isInstanceOf(Template.SyntaxException.class)
        .hasMessageContaining("no expression");
  }

  @Test
  void mentionsOfStepsAreFoundInBothSpellings() {
    assertThat(
            StepReference.in(
                "firstOf(steps.train.outputs.a, steps[\"prepare-data\"].state, steps . tune . x, steps.?opt, steps[?'key'])"))
        .extracting(StepReference::step)
        .containsExactly("train", "prepare-data", "tune", "opt", "key");
  }

  @Test
  void whatOnlyLooksLikeAMentionIsNone() {
    assertThat(
            StepReference.in(
                "'steps.a' + parameters.steps.b + mysteps.c + steps2.d + \"steps.e\" + size(steps)"))
        .isEmpty();
  }

  @Test
  void aDashIsKeptAsItWasWritten() {
    assertThat(StepReference.in("steps.prepare-data.outputs - 1"))
        .containsExactly(new StepReference("prepare", "prepare-data", 0));
    assertThat(StepReference.in("steps.a-b-2--c"))
        .extracting(StepReference::asWritten)
        .containsExactly("a-b-2");
    assertThat(StepReference.in("steps.a - b"))
        .extracting(StepReference::asWritten)
        .containsExactly("a");
  }

  @Test
  @Timeout(120)
  void theWorstSourceIsReadOnce() {
    int many = 200_000;
    assertThat(StepReference.in("steps.a" + "-a".repeat(many)).getFirst().asWritten())
        .hasSize(2 * many + 1);
    assertThat(StepReference.in("steps[" + " ".repeat(many) + "x")).isEmpty();
    assertThat(StepReference.in("steps . " + " ".repeat(many) + "?")).isEmpty();
    assertThat(StepReference.in("steps ".repeat(many))).isEmpty();
  }
}
