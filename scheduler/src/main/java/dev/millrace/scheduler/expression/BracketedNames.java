package dev.millrace.scheduler.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.millrace.dsl.PythonNames;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.scheduler.expression.SourceCheck.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names that CEL cannot read after a dot, because they have other letters than A to Z or are
 * reserved words: they are written in brackets, as in {@code parameters["größe"]}.
 */
final class BracketedNames {
  private static final Set<String> TYPED = Set.of("parameters", "run");

  private BracketedNames() {}

  /**
   * The same expression with {@code parameters.x} for {@code parameters["x"]}, and so for run and
   * the parts of a step. These are types with fields, of which CEL knows the brackets not, and a
   * field may have any name.
   */
  static CelAbstractSyntaxTree asFields(CelAbstractSyntaxTree parsed) {
    CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
    List<CelMutableExpr> found =
        CelNavigableMutableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .filter(node -> node.getKind() == Kind.CALL)
            .map(CelNavigableMutableExpr::expr)
            .filter(BracketedNames::isNamedField)
            .toList();
    if (found.isEmpty()) {
      return parsed;
    }
    for (CelMutableExpr expression : found) {
      CelMutableCall call = expression.call();
      if (call.function().equals("_[_]")) {
        String name = call.args().get(1).constant().stringValue();
        expression.setSelect(CelMutableSelect.create(call.args().get(0), name));
      } else {
        call.setFunction("_?._");
      }
    }
    return tree.toParsedAst();
  }

  private static boolean isNamedField(CelMutableExpr expression) {
    CelMutableCall call = expression.call();
    return isIndex(call)
        && call.args().get(1).getKind() == Kind.CONSTANT
        && call.args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE
        && hasFields(call.args().get(0));
  }

  private static boolean isIndex(CelMutableCall call) {
    return (call.function().equals("_[_]") || call.function().equals("_[?_]"))
        && call.args().size() == 2;
  }

  private static boolean hasFields(CelMutableExpr operand) {
    return switch (operand.getKind()) {
      case IDENT -> TYPED.contains(operand.ident().name());
      case SELECT -> isSteps(operand.select().operand());
      case CALL -> isIndex(operand.call()) && isSteps(operand.call().args().get(0));
      default -> false;
    };
  }

  private static boolean isSteps(CelMutableExpr operand) {
    return operand.getKind() == Kind.IDENT && operand.ident().name().equals("steps");
  }

  /** What is wrong if the parser stumbled over such a name after a dot; empty if it did not. */
  static Optional<Fault> fault(CelIssue issue, String source) {
    int[] characters = source.codePoints().toArray();
    int at = place(issue, characters);
    int begin = at;
    while (begin > 0 && PythonNames.isPart(characters[begin - 1])) {
      begin--;
    }
    int end = at;
    while (end < characters.length && PythonNames.isPart(characters[end])) {
      end++;
    }
    String name = new String(characters, begin, end - begin);
    String before = new String(characters, 0, begin).stripTrailing();
    boolean optional = before.endsWith(".?");
    if (name.chars().allMatch(c -> c < 0x80) || !(optional || before.endsWith("."))) {
      return Optional.empty();
    }
    String path = before.substring(0, before.length() - (optional ? 2 : 1));
    return Optional.of(
        new Fault(
            ProblemCode.CEL_NAME,
            "'%s' has other letters than A to Z, which a name after a dot cannot have"
                .formatted(name),
            "write %s[%s\"%s\"]"
                .formatted(lastChain(path.stripTrailing()), optional ? "?" : "", name)));
  }

  /** The index of the character that the issue names; the end of the source if it names none. */
  private static int place(CelIssue issue, int[] characters) {
    int line = 1;
    int at = 0;
    while (at < characters.length && line < issue.getSourceLocation().getLine()) {
      line += characters[at] == '\n' ? 1 : 0;
      at++;
    }
    return Math.clamp(at + (long) issue.getSourceLocation().getColumn(), 0, characters.length);
  }

  /** The dotted names at the end of the text, such as {@code steps.a.outputs}. */
  private static String lastChain(String text) {
    int begin = text.length();
    while (begin > 0 && isChain(text.charAt(begin - 1))) {
      begin--;
    }
    return text.substring(begin);
  }

  private static boolean isChain(char c) {
    return c == '.' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
