package dev.millrace.dsl.validation;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression and where it stands in a Dag: what a compiler of expressions has to look at.
 *
 * @param at the place of the text that holds the expression
 * @param moment when it is evaluated
 * @param kind what its value is used for
 * @param source the expression, without braces and the blanks around it
 */
public record ExpressionSite(Pointer at, Moment moment, Kind kind, String source) {
  /** What an expression's value is used for. */
  public enum Kind {
    /** A condition of a step or of a branch: true or false. */
    CONDITION,
    /**
     * The whole of a parameter, an output or an environment variable; the first two keep the
     * value's type.
     */
    VALUE,
    /** A part of a text. */
    PART
  }

  /**
   * All of a Dag, in the order of the definition; those whose template has no valid syntax are left
   * out.
   */
  public static List<ExpressionSite> of(Dag dag) {
    List<ExpressionSite> sites = new ArrayList<>(conditions(dag));
    TemplateText.of(dag).forEach(text -> sites.addAll(ofValid(text)));
    return sites;
  }

  private static List<ExpressionSite> ofValid(TemplateText text) {
    try {
      return of(text);
    } catch (Template.SyntaxException e) {
      return List.of();
    }
  }

  /**
   * The expressions of one text.
   *
   * @throws Template.SyntaxException when it is no template
   */
  static List<ExpressionSite> of(TemplateText text) {
    Template template = Template.parse(text.text());
    Kind kind = template.single().isPresent() ? Kind.VALUE : Kind.PART;
    return template.expressions().stream()
        .map(expression -> new ExpressionSite(text.at(), text.moment(), kind, expression.source()))
        .toList();
  }

  /** The conditions of steps and branches, in the order of the definition. */
  static List<ExpressionSite> conditions(Dag dag) {
    List<ExpressionSite> sites = new ArrayList<>();
    for (Step step : dag.steps().values()) {
      if (step.settings().when() != null) {
        sites.add(condition(Pointer.step(step.id()).child("when"), step, step.settings().when()));
      }
      if (step instanceof BranchStep branch
          && branch.choice() instanceof BranchChoice.Conditions conditions) {
        for (int i = 0; i < conditions.cases().size(); i++) {
          Pointer at = Pointer.step(step.id()).child("branch").child(i).child("when");
          sites.add(condition(at, step, conditions.cases().get(i).when()));
        }
      }
    }
    return sites;
  }

  private static ExpressionSite condition(Pointer at, Step step, String source) {
    return new ExpressionSite(at, new Moment.StepStarts(step.id()), Kind.CONDITION, source.strip());
  }
}
