package dev.millrace.dsl.validation;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.files.PathGlob;
import dev.millrace.dsl.files.PathGlobException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the syntax of globs, as the worker will read them. */
final class GlobCheck implements DagValidator.Check {
  @Override
  public void check(Dag dag, Findings findings) {
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      if (step.settings().artifacts() instanceof Artifacts.Globs globs) {
        check(globs.patterns(), at.child("artifacts"), findings);
      }
      check(step.settings().inputs(), at.child("inputs"), findings);
    }
  }

  private static void check(@Nullable List<String> globs, Pointer at, Findings findings) {
    for (int i = 0; globs != null && i < globs.size(); i++) {
      String glob = globs.get(i);
      if (PathCheck.flaw(glob) == null) { // else PathCheck says what is wrong
        check(glob, at.child(i), findings);
      }
    }
  }

  private static void check(String glob, Pointer at, Findings findings) {
    try {
      PathGlob.of(glob);
    } catch (PathGlobException e) {
      findings.error(
          ProblemCode.PATH_RULE,
          at,
          "'%s' %s".formatted(Names.shown(glob), e.flaw()),
          "docs/dag-format.md lists the patterns under Files");
    }
  }
}
