package dev.millrace.scheduler.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a parsed expression reads of steps.
 *
 * @param mentions in the order of the expression
 * @param isOpen whether {@code steps} is also used in another way than with a fixed id, so that
 *     nobody can tell which steps are meant
 */
record StepMentions(List<StepMention> mentions, boolean isOpen) {
  StepMentions {
    mentions = List.copyOf(mentions);
  }

  static StepMentions in(CelExpr expression) {
    Walk walk = new Walk();
    walk.visit(expression, false);
    return new StepMentions(walk.found, walk.open);
  }

  /** A chain of fixed names below a variable: {@code steps.a["b"].?c}. */
  private record Chain(String root, List<String> names, boolean optional) {
    Chain then(String name, boolean isOptional) {
      List<String> longer = new ArrayList<>(names);
      longer.add(name);
      return new Chain(root, longer, optional || isOptional);
    }
  }

  private static final class Walk {
    private final List<StepMention> found = new ArrayList<>();
    private boolean open;

    void visit(CelExpr expression, boolean guarded) {
      Optional<Chain> chain = chain(expression);
      if (chain.isPresent()) {
        note(chain.get(), guarded);
        return;
      }
      switch (expression.getKind()) {
        case SELECT -> visit(expression.select().operand(), guarded);
        case CALL -> visitCall(expression.call(), guarded);
        case LIST -> expression.list().elements().forEach(element -> visit(element, guarded));
        case MAP ->
            expression
                .map()
                .entries()
                .forEach(
                    entry -> {
                      visit(entry.key(), guarded);
                      visit(entry.value(), guarded);
                    });
        case STRUCT ->
            expression.struct().entries().forEach(entry -> visit(entry.value(), guarded));
        case COMPREHENSION -> visitLoop(expression.comprehension(), guarded);
        case IDENT, CONSTANT, NOT_SET -> {}
      }
    }

    private void visitCall(CelCall call, boolean guarded) {
      boolean inside = guarded || call.function().equals(Functions.FIRST_OF);
      call.target().ifPresent(target -> visit(target, inside));
      call.args().forEach(argument -> visit(argument, inside));
    }

    private void visitLoop(CelComprehension loop, boolean guarded) {
      visit(loop.iterRange(), guarded);
      visit(loop.accuInit(), guarded);
      visit(loop.loopCondition(), guarded);
      visit(loop.loopStep(), guarded);
      visit(loop.result(), guarded);
    }

    private void note(Chain chain, boolean guarded) {
      if (chain.root().equals("steps")) {
        if (chain.names().isEmpty()) {
          open = true;
        } else {
          found.add(new StepMention(chain.names(), guarded || chain.optional()));
        }
      }
    }

    private static Optional<Chain> chain(CelExpr expression) {
      return switch (expression.getKind()) {
        case IDENT -> Optional.of(new Chain(expression.ident().name(), List.of(), false));
        case SELECT -> {
          CelSelect select = expression.select();
          yield chain(select.operand())
              .map(operand -> operand.then(select.field(), select.testOnly()));
        }
        case CALL -> index(expression.call());
        default -> Optional.empty();
      };
    }

    private static Optional<Chain> index(CelCall call) {
      boolean optional = call.function().equals("_?._") || call.function().equals("_[?_]");
      if ((!optional && !call.function().equals("_[_]")) || call.args().size() != 2) {
        return Optional.empty();
      }
      CelExpr key = call.args().get(1);
      if (key.getKind() != CelExpr.ExprKind.Kind.CONSTANT
          || key.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
        return Optional.empty();
      }
      return chain(call.args().get(0)).map(c -> c.then(key.constant().stringValue(), optional));
    }
  }
}
