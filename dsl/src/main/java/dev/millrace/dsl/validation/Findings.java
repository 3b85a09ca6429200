package dev.millrace.dsl.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the problems of one definition. Not for several threads.
 *
 * <p>Of a hopeless definition only the first {@value #SHOWN} errors and as many warnings are kept,
 * so that the answer stays readable and the work bounded; {@link #isFull()} lets a check leave out
 * what would be dropped.
 */
public final class Findings {
  /** How many problems are shown at most. */
  public static final int SHOWN = 50;

  private final SourceMap source;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** An empty collection that takes places from {@code source}. */
  public Findings(SourceMap source) {
    this.source = source;
  }

  /** Adds an error about the value at that place. */
  public void error(ProblemCode code, Pointer at, String message) {
    add(Problem.error(code, message, source.locate(at)));
  }

  /** Adds an error about the value at that place, with what to do about it. */
  public void error(ProblemCode code, Pointer at, String message, String hint) {
    add(Problem.error(code, message, source.locate(at)).hint(hint));
  }

  /**
   * Adds an error about the value at that place and proposes the known name that is nearest, if one
   * is near.
   */
  public void errorNear(
      ProblemCode code, Pointer at, String message, String name, Collection<String> known) {
    if (!isFull()) {
      add(Problem.error(code, message, source.locate(at)).hint(NearestName.hint(name, known)));
    }
  }

  /** Adds an error about the name of the field at that place, with what to do about it. */
  public void errorInName(ProblemCode code, Pointer at, String message, String hint) {
    add(Problem.error(code, message, source.locateName(at)).hint(hint));
  }

  /** As {@link #errorNear}, about the name of the field at that place. */
  public void errorInNameNear(
      ProblemCode code, Pointer at, String message, String name, Collection<String> known) {
    if (!isFull()) {
      add(Problem.error(code, message, source.locateName(at)).hint(NearestName.hint(name, known)));
    }
  }

  /** Adds a warning about the value at that place, with what to do about it. */
  public void warning(ProblemCode code, Pointer at, String message, String hint) {
    add(Problem.warning(code, message, source.locate(at)).hint(hint));
  }

  /** Adds a problem that knows its place already. */
  public void add(Problem problem) {
    List<Problem> list = problem.isError() ? errors : warnings;
    if (list.size() < SHOWN && !list.contains(problem)) {
      list.add(problem);
    }
  }

  /** Where things were written. */
  public SourceMap source() {
    return source;
  }

  /** Whether there is an error. */
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Whether further errors would be dropped. */
  public boolean isFull() {
    return errors.size() >= SHOWN;
  }

  /**
   * At most {@value #SHOWN} problems in the order of the text; warnings only as far as errors leave
   * room.
   */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(errors);
    all.addAll(warnings.subList(0, Math.min(warnings.size(), SHOWN - errors.size())));
    all.sort(
        Comparator.comparingInt((Problem p) -> p.where().line())
            .thenComparingInt(p -> p.where().column()));
    return List.copyOf(all);
  }
}
