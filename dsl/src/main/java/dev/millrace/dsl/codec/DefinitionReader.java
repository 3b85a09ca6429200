package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.SourceMap;
import dev.millrace.dsl.validation.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from a text to a judged Dag that both languages share. */
final class DefinitionReader {
  /** Reads a text into a tree. */
  @FunctionalInterface
  interface Language {
    @Nullable SourceNode read(String text, String file, List<Problem> problems);
  }

  private DefinitionReader() {}

  static ParsedDag read(Language language, String text, String file, DagValidator validator) {
    List<Problem> problems = new ArrayList<>();
    SourceNode root;
    try {
      root = language.read(text, file, problems);
    } catch (UnreadableException e) {
      problems.add(e.problem(file));
      return unreadable(problems, text, file);
    }
    if (root == null) {
      Problem empty =
          Problem.error(
                  ProblemCode.EMPTY,
                  "there is no definition in the file",
                  new Where(file, 1, 1, ""))
              .hint("begin with 'dag: name' and 'steps:'");
      return unreadable(List.of(empty), text, file);
    }
    return NotebooksFileDecoder.applies(root) && root instanceof MapNode map
        ? notebooks(map, problems, text, file, validator)
        : definition(root, problems, text, file, validator);
  }

  static ParsedDag unreadable(List<Problem> problems, String text, String file) {
    SourceNode nowhere = new SourceNode.ListNode(new SourceNode.Position(1, 1), List.of());
    return new ParsedDag(null, problems, new TreeSourceMap(file, nowhere, Map.of()), text);
  }

  private static ParsedDag definition(
      SourceNode root, List<Problem> problems, String text, String file, DagValidator validator) {
    Findings findings = new Findings(new TreeSourceMap(file, root, Map.of()));
    problems.forEach(findings::add);
    return judged(DagDecoder.decode(root, findings), findings, text, validator);
  }

  private static ParsedDag notebooks(
      MapNode root, List<Problem> problems, String text, String file, DagValidator validator) {
    Findings decoding = new Findings(new TreeSourceMap(file, root, Map.of()));
    problems.forEach(decoding::add);
    Dag dag = NotebooksFileDecoder.decode(root, file, decoding);
    SourceMap source = new TreeSourceMap(file, root, NotebooksFileDecoder.places(dag));
    Findings findings = new Findings(source);
    decoding.problems().forEach(findings::add);
    return judged(dag, findings, text, validator);
  }

  private static ParsedDag judged(
      @Nullable Dag dag, Findings findings, String text, DagValidator validator) {
    if (dag != null) {
      validator.validate(dag, findings);
    }
    return new ParsedDag(dag, findings.problems(), findings.source(), text);
  }
}
