package dev.millrace.dsl.validation;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.WorkingDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges paths and globs: they stay within the project, and files that a step runs are there.
 * {@link GlobCheck} judges the syntax of globs.
 */
final class PathCheck implements DagValidator.Check {
  private static final Pattern SCRIPT = Pattern.compile(".*\\.(py|R|r|sh)");
  private static final Pattern NOTEBOOK = Pattern.compile(".*\\.ipynb");
  private static final Pattern ANY = Pattern.compile("(?s).*");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

  private final Predicate<String> exists;

  PathCheck(Predicate<String> exists) {
    this.exists = exists;
  }

  @Override
  public void check(Dag dag, Findings findings) {
    checkEnvironment(dag.defaults().environment(), Pointer.ROOT.child("defaults"), findings);
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      checkEnvironment(step.settings().environment(), at, findings);
      switch (step) {
        case NotebookStep notebook -> checkTask(notebook.task(), at, findings);
        case ScriptStep script ->
            checkFile(script.script(), SCRIPT, ".py, .R or .sh", at.child("script"), findings);
        case BranchStep branch -> {
          if (branch.choice() instanceof BranchChoice.ByNotebook decider) {
            checkTask(decider.task(), at.child("branch"), findings);
          }
        }
        case ShellStep shell -> checkLine(shell, at, findings);
        case NoopStep noop -> {}
      }
      if (step.settings().artifacts() instanceof Artifacts.Globs globs) {
        checkGlobs(globs.patterns(), at.child("artifacts"), findings);
        checkMounts(globs.patterns(), dag.effective(step.id()).mounts(), at, findings);
      }
      checkGlobs(step.settings().inputs(), at.child("inputs"), findings);
    }
  }

  private static void checkLine(ShellStep shell, Pointer at, Findings findings) {
    if (shell.shell().isBlank()) {
      findings.error(
          ProblemCode.FIELD_VALUE,
          at.child("shell"),
          "there is no command in 'shell'",
          "write a command line");
    }
  }

  private void checkTask(NotebookTask task, Pointer at, Findings findings) {
    checkFile(task.notebook(), NOTEBOOK, ".ipynb", at.child("notebook"), findings);
    if (task.cwd() instanceof WorkingDirectory.Folder folder) {
      isPath(folder.path(), at.child("cwd"), findings);
    }
  }

  private void checkEnvironment(@Nullable Environment environment, Pointer at, Findings findings) {
    if (environment instanceof Environment.Requirements requirements) {
      Pointer place = at.child("environment").child("requirements");
      checkFile(requirements.file(), ANY, "", place, findings);
    }
  }

  private void checkFile(
      String path, Pattern ending, String endings, Pointer at, Findings findings) {
    if (!isPath(path, at, findings)) {
      return;
    }
    if (!ending.matcher(path).matches()) {
      findings.error(
          ProblemCode.FIELD_VALUE,
          at,
          "'%s' does not end in %s".formatted(path, endings),
          "name a file that ends in %s".formatted(endings));
    } else if (!exists.test(path)) {
      findings.error(
          ProblemCode.FILE_MISSING,
          at,
          "the file '%s' is not in the project".formatted(path),
          "paths are from the project's root; look for a typing error, or whether .gitignore leaves the file out");
    }
  }

  private static void checkGlobs(@Nullable List<String> globs, Pointer at, Findings findings) {
    for (int i = 0; globs != null && i < globs.size(); i++) {
      isPath(globs.get(i), at.child(i), findings);
    }
  }

  private static void checkMounts(
      List<String> globs, List<String> mounts, Pointer at, Findings findings) {
    for (int i = 0; i < globs.size(); i++) {
      String folder = globs.get(i).replaceFirst("^(\\./)+", "").split("/", 2)[0];
      if (mounts.contains(folder)) {
        findings.error(
            ProblemCode.PATH_RULE,
            at.child("artifacts").child(i),
            "'%s' is in the mount '%s', which steps only read".formatted(globs.get(i), folder),
            "write to a folder of the project and name that");
      }
    }
  }

  private static boolean isPath(String path, Pointer at, Findings findings) {
    String flaw = flaw(path);
    if (flaw != null) {
      findings.error(
          ProblemCode.PATH_RULE,
          at,
          "the path '%s' %s".formatted(Names.shown(path), flaw),
          "write a path from the project's root with '/' between its parts");
    }
    return flaw == null;
  }

  static @Nullable String flaw(String path) {
    if (path.isBlank()) {
      return "is empty";
    }
    if (path.startsWith("/") || DRIVE.matcher(path).lookingAt()) {
      return "does not begin at the project's root";
    }
    if (path.indexOf('\\') >= 0) {
      return "contains a backslash";
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      return "contains a control character";
    }
    return Arrays.asList(path.split("/", -1)).contains("..") ? "leads out of its folder" : null;
  }
}
