package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagFiles;
import dev.millrace.dsl.codec.ParsedDag;
import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.Where;
import dev.millrace.scheduler.loop.UserWork;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads texts into definitions and judges them by every check there is; never throws for what a
 * text says.
 */
final class DefinitionReader {

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionReader.class);

  private final List<DefinitionCheck> checks;

  DefinitionReader(List<DefinitionCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * What became of one text.
   *
   * @param definition null when there is an error among the problems
   * @param problems errors and warnings
   */
  record Reading(@Nullable Definition definition, List<Problem> problems) {}

  /**
   * Reads one text.
   *
   * @param path names the text in places; its ending tells JSON from YAML
   * @param files all paths of the project, for the files that steps name
   */
  Reading read(byte[] content, String path, Set<String> files) {
    try {
      return UserWork.call(
          () -> judge(DagFiles.read(content, path, DagValidator.withFiles(files::contains)), path));
    } catch (RuntimeException | StackOverflowError e) {
      // A text that makes a check throw must not stop the others, nor take the whole push with it
      // unexplained.
      LOG.error("{} made a check fail: the file is refused, the others go on", path, e);
      Problem problem =
          Problem.error(
              ProblemCode.FIELD_VALUE,
              "the definition cannot be judged: a check failed on it",
              new Where(path, 0, 0, ""));
      return new Reading(null, List.of(problem));
    }
  }

  private Reading judge(ParsedDag parsed, String path) {
    Findings findings = new Findings(parsed.source());
    parsed.problems().forEach(findings::add);
    Dag dag = parsed.dag();
    if (dag != null) {
      checks.forEach(check -> check.check(dag, findings));
    }
    Definition definition =
        dag == null || findings.hasErrors() ? null : Definition.of(dag, parsed.text(), path);
    return new Reading(definition, findings.problems());
  }
}
