package dev.millrace.scheduler.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.codec.ParsedDag;
import dev.millrace.dsl.validation.ExpressionSite;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Moment;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.SourceMap;
import dev.millrace.dsl.validation.Where;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles every expression of a Dag when it is saved and tells all that is wrong with them. Total:
 * whatever the text of an expression, the answer is a problem and not an exception.
 */
public final class ExpressionChecker {
  private final Dag dag;
  private final Findings findings;
  private final CelEnvironment environment;
  private final Optional<Order> order;
  private final Map<String, SourceCheck> checked = new HashMap<>();

  /** What comes before what, and what succeeded before what. */
  private record Order(DagGraph.Ancestry ancestry, SuccessGuarantee guarantee) {}

  private ExpressionChecker(Dag dag, Findings findings) {
    this.dag = dag;
    this.findings = findings;
    this.environment = new CelEnvironment(dag.parameters());
    DagGraph graph = dag.graph();
    // In a cycle there is no before and after; the cycle is reported, and references are judged
    // once it is gone.
    this.order =
        graph.cycle().isPresent()
            ? Optional.empty()
            : Optional.of(new Order(graph.ancestry(), new SuccessGuarantee(dag, graph)));
  }

  /** Every problem of a file's Dag: those that reading it found, and those of its expressions. */
  public static List<Problem> check(ParsedDag parsed) {
    if (parsed.dag() == null) {
      return parsed.problems();
    }
    Findings findings = new Findings(parsed.source());
    parsed.problems().forEach(findings::add);
    check(parsed.dag(), findings);
    return findings.problems();
  }

  /** Every problem with the expressions of a Dag, at most as many as {@link Findings} shows. */
  public static List<Problem> check(Dag dag, SourceMap positions) {
    Findings findings = new Findings(positions);
    check(dag, findings);
    return findings.problems();
  }

  /**
   * Adds the problems to {@code findings}. Meant to run after {@code DagValidator}, which judges
   * the same expressions without compiling them: a place that has an error already gets no second
   * one.
   */
  public static void check(Dag dag, Findings findings) {
    List<ExpressionSite> sites = ExpressionSite.of(dag);
    if (sites.isEmpty()) {
      return;
    }
    Set<Where> judged = errorPlaces(findings);
    ExpressionChecker checker = new ExpressionChecker(dag, findings);
    for (ExpressionSite site : sites) {
      if (findings.isFull()) {
        return;
      }
      if (!judged.contains(findings.source().locate(site.at()))) {
        checker.check(site);
      }
    }
  }

  private static Set<Where> errorPlaces(Findings findings) {
    return findings.problems().stream()
        .filter(Problem::isError)
        .map(Problem::where)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void check(ExpressionSite site) {
    SourceCheck check =
        checked.computeIfAbsent(
            site.source(), source -> SourceCheck.of(source, environment, dag.steps().keySet()));
    check.faults().forEach(fault -> report(site, fault.code(), fault.message(), fault.hint()));
    if (check.faults().isEmpty()) {
      checkType(site, check.type());
      checkMentions(site, check.steps());
    }
  }

  private void checkType(ExpressionSite site, CelType type) {
    if (site.kind() == ExpressionSite.Kind.CONDITION
        && !type.equals(SimpleType.BOOL)
        && !type.equals(SimpleType.DYN)) {
      report(
          site,
          ProblemCode.CEL_TYPE,
          "a condition is true or false, and this is of the type %s".formatted(type.name()),
          "compare it with something, as in x == 1");
    }
  }

  private void checkMentions(ExpressionSite site, StepMentions steps) {
    if (steps.isOpen()) {
      report(
          site,
          ProblemCode.CEL_NAME,
          "'steps' is not followed by the id of a step",
          "write steps.ID or steps[\"ID\"], so that it can be told which steps are meant");
      return;
    }
    order.ifPresent(known -> checkOrder(site, steps, known));
  }

  private void checkOrder(ExpressionSite site, StepMentions steps, Order known) {
    for (StepMention mention : steps.mentions()) {
      if (!mayRead(site.moment(), mention.step(), known.ancestry())) {
        report(
            site,
            ProblemCode.REF_NOT_UPSTREAM,
            "it reads step '%s', which does not come before it".formatted(mention.step()),
            "name '%s' in dependsOn, directly or by way of another step".formatted(mention.step()));
        return;
      }
    }
    if (site.moment() instanceof Moment.StepStarts starts) {
      warnOfAbsence(site, starts.step(), steps, known.guarantee());
    }
  }

  private boolean mayRead(Moment moment, String step, DagGraph.Ancestry ancestry) {
    return switch (moment) {
      case Moment.StepStarts starts -> ancestry.isUpstream(step, starts.step());
      case Moment.AnyStepStarts any -> false;
      case Moment.RunEnds end -> dag.steps().containsKey(step);
    };
  }

  private void warnOfAbsence(
      ExpressionSite site, String step, StepMentions steps, SuccessGuarantee guarantee) {
    for (StepMention mention : steps.mentions()) {
      boolean mayBeAbsent =
          mention.readsOutput()
              && !isGuarded(mention, steps)
              && !guarantee.holds(step, mention.step());
      if (mayBeAbsent) {
        findings.warning(
            ProblemCode.REF_ABSENT,
            site.at(),
            "step '%s' can start although '%s' did not succeed, and %s is absent then"
                .formatted(step, mention.step(), mention),
            "has(%s), .? or firstOf(…) copes with that".formatted(mention));
        return;
      }
    }
  }

  // has(x) ? x : y asks once and reads once: one guarded mention is taken to speak for all of the
  // same thing.
  private static boolean isGuarded(StepMention mention, StepMentions steps) {
    return steps.mentions().stream()
        .anyMatch(other -> other.isGuarded() && other.path().equals(mention.path()));
  }

  private void report(ExpressionSite site, ProblemCode code, String message, String hint) {
    String whole = "expression '%s': %s".formatted(abbreviated(site.source()), message);
    if (hint.isEmpty()) {
      findings.error(code, site.at(), whole);
    } else {
      findings.error(code, site.at(), whole, hint);
    }
  }

  private static String abbreviated(String source) {
    String line = source.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
