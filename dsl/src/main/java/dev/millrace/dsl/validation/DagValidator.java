package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges a Dag and reports every problem at once. Immutable, and safe for any number of threads.
 *
 * <p>Expressions are judged only for the steps they mention; their types are the business of who
 * can compile them.
 */
public final class DagValidator {
  /** How many steps a Dag has at most. */
  public static final int MAX_STEPS = 10_000;

  /** How many dependencies the steps of a Dag have at most, all together. */
  public static final int MAX_EDGES = 50_000;

  private final List<Check> checks;

  /** One aspect of a definition. */
  @FunctionalInterface
  interface Check {
    void check(Dag dag, Findings findings);
  }

  private DagValidator(List<Check> checks) {
    this.checks = checks;
  }

  /** Judges a Dag by itself, without the files it names. */
  public static DagValidator structural() {
    return new DagValidator(
        with(checks(path -> true, new ExpressionCheck(path -> false)), new GlobCheck()));
  }

  /**
   * Judges a Dag that was accepted before: what it may hold, but not rules about names and patterns
   * that a later version of Millrace added, so that it runs on.
   */
  public static DagValidator stored() {
    return new DagValidator(checks(path -> true, new ExpressionCheck(path -> true)));
  }

  /**
   * Judges a Dag together with the files of its project.
   *
   * @param exists whether there is a file of that path from the project's root
   */
  public static DagValidator withFiles(Predicate<String> exists) {
    return new DagValidator(with(checks(exists, new ExpressionCheck(exists)), new GlobCheck()));
  }

  /** Every problem of a Dag that came from no text; empty when there is none. */
  public List<Problem> validate(Dag dag) {
    Findings findings = new Findings(SourceMap.NONE);
    validate(dag, findings);
    return findings.problems();
  }

  /** Adds every problem to {@code findings}, which knows where the Dag was written. */
  public void validate(Dag dag, Findings findings) {
    if (isTooBig(dag, findings)) {
      return;
    }
    checks.forEach(check -> check.check(dag, findings));
  }

  private static List<Check> with(List<Check> checks, Check more) {
    List<Check> all = new ArrayList<>(checks);
    all.add(more);
    return List.copyOf(all);
  }

  private static List<Check> checks(Predicate<String> exists, ExpressionCheck expressions) {
    return List.of(
        new NameCheck(),
        new RangeCheck(),
        new TextCheck(),
        new GraphCheck(),
        new BranchCheck(),
        new ParameterCheck(),
        new OutputCheck(),
        new TriggerCheck(),
        new PathCheck(exists),
        expressions);
  }

  private static boolean isTooBig(Dag dag, Findings findings) {
    int edges = dag.steps().values().stream().mapToInt(step -> step.dependsOn().size()).sum();
    if (dag.steps().size() <= MAX_STEPS && edges <= MAX_EDGES) {
      return false;
    }
    findings.error(
        ProblemCode.DAG_TOO_BIG,
        Pointer.ROOT.child("steps"),
        "the Dag has %d steps and %d dependencies; at most %d and %d are accepted"
            .formatted(dag.steps().size(), edges, MAX_STEPS, MAX_EDGES),
        "split the Dag, or let one step do the work of many");
    return true;
  }
}
