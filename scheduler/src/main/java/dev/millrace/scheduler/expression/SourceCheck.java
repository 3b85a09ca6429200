package dev.millrace.scheduler.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be said of an expression's source alone, wherever it stands in the Dag.
 *
 * @param type of its value; dyn if there are faults
 */
record SourceCheck(List<Fault> faults, StepMentions steps, CelType type) {
  /** How many faults of one expression are told; further ones mostly follow from the first. */
  private static final int TOLD = 3;

  private static final StepMentions NONE = new StepMentions(List.of(), false);
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*");
  private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']+)'.*");
  private static final Pattern RESERVED_FIELD =
      Pattern.compile(
          "\\.\\s*(as|break|const|continue|else|false|for|function|if|import|in|let|loop|null"
              + "|package|namespace|return|true|var|void|while)\\b");
  private static final Pattern DASHED =
      Pattern.compile("\\bsteps\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+)");

  /**
   * @param hint empty: none
   */
  record Fault(ProblemCode code, String message, String hint) {}

  SourceCheck {
    faults = List.copyOf(faults);
  }

  /**
   * @param stepIds of the Dag, to tell a dash in a name from a subtraction
   */
  static SourceCheck of(String source, CelEnvironment environment, Set<String> stepIds) {
    try {
      CelValidationResult parse = environment.parse(source);
      if (parse.hasError()) {
        return failed(syntaxFaults(parse.getErrors(), source));
      }
      CelAbstractSyntaxTree parsed = parse.getAst();
      StepMentions steps = StepMentions.in(parsed.getExpr());
      if (CelNavigableAst.fromAst(parsed)
          .getRoot()
          .allNodes()
          .anyMatch(node -> node.getKind() == Kind.STRUCT)) {
        return failed(
            List.of(
                new Fault(
                    ProblemCode.CEL_TYPE,
                    "an expression cannot build messages",
                    "write a map such as {'name': value}")));
      }
      CelValidationResult check = environment.check(parsed);
      if (check.hasError()) {
        return failed(
            check.getErrors().stream().map(issue -> meaning(issue, source, stepIds)).toList());
      }
      return new SourceCheck(List.of(), steps, check.getAst().getResultType());
    } catch (CelValidationException e) {
      return failed(List.of(new Fault(ProblemCode.CEL_SYNTAX, "it does not compile", "")));
    } catch (StackOverflowError e) {
      return failed(
          List.of(
              new Fault(
                  ProblemCode.CEL_SYNTAX,
                  "it is nested too deeply",
                  "split it over several steps")));
    }
  }

  private static SourceCheck failed(List<Fault> faults) {
    return new SourceCheck(faults.stream().distinct().limit(TOLD).toList(), NONE, SimpleType.DYN);
  }

  /** What follows from a name that the parser cannot read says nothing. */
  private static List<Fault> syntaxFaults(List<CelIssue> issues, String source) {
    List<Fault> names =
        issues.stream().flatMap(issue -> BracketedNames.fault(issue, source).stream()).toList();
    return names.isEmpty() ? issues.stream().map(issue -> syntax(issue, source)).toList() : names;
  }

  private static Fault syntax(CelIssue issue, String source) {
    Matcher reserved = RESERVED_FIELD.matcher(source);
    return new Fault(
        ProblemCode.CEL_SYNTAX,
        at(issue),
        reserved.find()
            ? "'%s' is a reserved word: write [\"%s\"]"
                .formatted(reserved.group(1), reserved.group(1))
            : "");
  }

  private static Fault meaning(CelIssue issue, String source, Set<String> stepIds) {
    Matcher dashed = DASHED.matcher(source);
    while (dashed.find()) {
      if (stepIds.contains(dashed.group(1))) {
        return new Fault(
            ProblemCode.CEL_NAME,
            "'steps.%s' reads as a subtraction".formatted(dashed.group(1)),
            "write steps[\"%s\"]".formatted(dashed.group(1)));
      }
    }
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    if (undeclared.matches()) {
      return new Fault(
          ProblemCode.CEL_NAME,
          "there is no '%s' in expressions".formatted(undeclared.group(1)),
          "there are parameters, run, steps and vars, CEL's own functions, and format, addDays,"
              + " toJson, firstOf, minBy and maxBy");
    }
    Matcher undefined = UNDEFINED.matcher(issue.getMessage());
    if (undefined.matches()) {
      return new Fault(
          ProblemCode.CEL_NAME,
          "'%s' does not exist".formatted(undefined.group(1)) + position(issue),
          "declared parameters are below parameters, a step has state and outputs, and run has id,"
              + " date, zone, logicalTime, dataIntervalStart and dataIntervalEnd");
    }
    return new Fault(ProblemCode.CEL_TYPE, at(issue), "");
  }

  private static String at(CelIssue issue) {
    String message = issue.getMessage().lines().findFirst().orElse("");
    if (message.contains("'<EOF>'")) {
      return "it ends too early";
    }
    // The parser lists all that could have come instead, and the checker all overloads: nobody
    // reads that.
    return message.replaceFirst(" (expecting|\\(candidates:).*", "") + position(issue);
  }

  private static String position(CelIssue issue) {
    return String.format(
        Locale.ROOT,
        " (at character %d of its line %d)",
        issue.getSourceLocation().getColumn() + 1,
        Math.max(1, issue.getSourceLocation().getLine()));
  }
}
