package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Judges how long texts are: titles, which lists show, and shell lines, which a program is given.
 */
final class TextCheck implements DagValidator.Check {
  private static final int TITLE_BYTES = 4 * 1024;

  /** Linux starts no program with an argument of 128 KiB. */
  private static final int SHELL_BYTES = 120 * 1024;

  @Override
  public void check(Dag dag, Findings findings) {
    checkTitle(dag.title(), Pointer.ROOT, findings);
    for (Parameter parameter : dag.parameters().values()) {
      checkTitle(
          parameter.title(), Pointer.ROOT.child("parameters").child(parameter.name()), findings);
    }
    for (Step step : dag.steps().values()) {
      checkTitle(step.settings().title(), Pointer.step(step.id()), findings);
      if (step instanceof ShellStep shell && bytes(shell.shell()) > SHELL_BYTES) {
        findings.error(
            ProblemCode.RANGE,
            Pointer.step(step.id()).child("shell"),
            "the command takes more than %d KiB".formatted(SHELL_BYTES / 1024),
            "put it into a file of the project and run that: 'script: name.sh'");
      }
    }
  }

  private static void checkTitle(@Nullable String title, Pointer at, Findings findings) {
    if (title != null && bytes(title) > TITLE_BYTES) {
      findings.error(
          ProblemCode.RANGE,
          at.child("title"),
          "'title' takes more than %d KiB".formatted(TITLE_BYTES / 1024),
          "put long texts into 'description'");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
