package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.StepReference;
import dev.millrace.dsl.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges templates, and that expressions mention only steps which have ended before they are
 * evaluated.
 */
final class ExpressionCheck implements DagValidator.Check {
  private final Predicate<String> exists;

  /**
   * @param exists whether there is a file of that path, whose name may then look like a template
   */
  ExpressionCheck(Predicate<String> exists) {
    this.exists = exists;
  }

  @Override
  public void check(Dag dag, Findings findings) {
    new TemplatePlaces(exists).check(dag, findings);
    List<ExpressionSite> sites = new ArrayList<>();
    for (ExpressionSite condition : ExpressionSite.conditions(dag)) {
      checkCondition(condition, sites, findings);
    }
    for (TemplateText text : TemplateText.of(dag)) {
      try {
        sites.addAll(ExpressionSite.of(text));
      } catch (Template.SyntaxException e) {
        findings.error(
            ProblemCode.TEMPLATE_SYNTAX,
            text.at(),
            String.valueOf(e.getMessage()),
            "write ${{ expression }}; for the characters themselves, ${{ '${{' }}");
      }
    }
    checkReferences(sites, dag, findings);
  }

  private static void checkCondition(
      ExpressionSite condition, List<ExpressionSite> sites, Findings findings) {
    if (Template.isTemplate(condition.source())) {
      findings.error(
          ProblemCode.TEMPLATE_PLACE,
          condition.at(),
          "a condition is an expression already and takes no '${{'",
          "write it without '${{' and '}}'");
    } else if (condition.source().isEmpty()) {
      findings.error(
          ProblemCode.CEL_SYNTAX, condition.at(), "the condition is empty", "write an expression");
    } else {
      sites.add(condition);
    }
  }

  private static void checkReferences(List<ExpressionSite> sites, Dag dag, Findings findings) {
    record Mention(ExpressionSite site, StepReference reference) {}
    List<Mention> mentions =
        sites.stream()
            .flatMap(
                site -> StepReference.in(site.source()).stream().map(r -> new Mention(site, r)))
            .toList();
    if (mentions.isEmpty()) {
      return;
    }
    DagGraph graph = dag.graph();
    if (graph.cycle().isPresent()) {
      return; // There is no before and after: the cycle is reported, and mentions are judged once
      // it is gone.
    }
    DagGraph.Ancestry ancestry = graph.ancestry();
    mentions.forEach(m -> checkReference(m.site(), m.reference(), dag, ancestry, findings));
  }

  private static void checkReference(
      ExpressionSite site,
      StepReference reference,
      Dag dag,
      DagGraph.Ancestry ancestry,
      Findings findings) {
    String step = reference.step();
    boolean isKnown = dag.steps().containsKey(step);
    if (!isKnown && dag.steps().containsKey(reference.asWritten())) {
      findings.error(
          ProblemCode.STEP_UNKNOWN,
          site.at(),
          "the expression reads 'steps.%s' as a subtraction".formatted(reference.asWritten()),
          "write steps[\"%s\"]".formatted(reference.asWritten()));
    } else if (!isKnown) {
      findings.errorNear(
          ProblemCode.STEP_UNKNOWN,
          site.at(),
          "the expression mentions step '%s', which does not exist".formatted(Names.shown(step)),
          step,
          dag.steps().keySet());
    } else {
      checkOrder(site, step, ancestry, findings);
    }
  }

  private static void checkOrder(
      ExpressionSite site, String mentioned, DagGraph.Ancestry ancestry, Findings findings) {
    switch (site.moment()) {
      case Moment.StepStarts starts -> {
        if (!ancestry.isUpstream(mentioned, starts.step())) {
          findings.error(
              ProblemCode.REF_NOT_UPSTREAM,
              site.at(),
              "the expression of step '%s' mentions step '%s', which does not come before it"
                  .formatted(starts.step(), mentioned),
              "add '%s' to 'dependsOn' of step '%s', directly or by way of another step"
                  .formatted(mentioned, starts.step()));
        }
      }
      case Moment.AnyStepStarts any ->
          findings.error(
              ProblemCode.REF_NOT_UPSTREAM,
              site.at(),
              "a default holds for every step and cannot mention step '%s'".formatted(mentioned),
              "move the value to the steps that come after '%s'".formatted(mentioned));
      case Moment.RunEnds end -> {} // every step has ended by then
    }
  }
}
