package dev.millrace.scheduler.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.ErrorValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** An expression that can be evaluated any number of times, by any number of threads. */
record CompiledExpression(String source, StepMentions steps, Program program) {

  /**
   * @throws ExpressionException telling what is absent or wrong
   */
  Object evaluate(Scope scope) {
    return Deadline.within(() -> evaluated(scope));
  }

  private Object evaluated(Scope scope) {
    try {
      Object value = program.eval(variablesOf(scope));
      if (value instanceof ErrorValue error) {
        throw new ExpressionException(Objects.requireNonNullElse(error.value().getMessage(), ""));
      }
      return value;
    } catch (CelEvaluationException e) {
      throw new ExpressionException(explain(e, scope), e);
    }
  }

  private static CelVariableResolver variablesOf(Scope scope) {
    return name -> {
      Deadline.check();
      return Optional.ofNullable(scope.variables().get(name));
    };
  }

  /**
   * @throws ExpressionException as {@link #evaluate}, and if the value is neither true nor false
   */
  boolean isTrue(Scope scope) {
    if (evaluate(scope) instanceof Boolean truth) {
      return truth;
    }
    throw new ExpressionException("it is a condition, but neither true nor false");
  }

  private String explain(CelEvaluationException failure, Scope scope) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExpressionException ours) {
        return Objects.requireNonNullElse(ours.getMessage(), "");
      }
    }
    if (failure.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
      return "it loops more than %,d times".formatted(Limits.ITERATIONS);
    }
    if (failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
      Optional<String> absent = absentSteps(scope);
      if (absent.isPresent()) {
        return absent.get();
      }
    }
    if (failure.getErrorCode() == CelErrorCode.NUMERIC_OVERFLOW) {
      return "a result is beyond 64 bits, with which expressions calculate (%s)"
          .formatted(plain(failure));
    }
    if (failure.getErrorCode() == CelErrorCode.OVERLOAD_NOT_FOUND
        && holdsLargeNumber(scope.variables())) {
      return "a whole number beyond 64 bits can be passed on and compared with ==, but not be"
          + " calculated with (%s)"
              .formatted(plain(failure).replaceFirst("\\. Overload candidates: .*", ""));
    }
    return plain(failure);
  }

  private static boolean holdsLargeNumber(Object value) {
    return switch (value) {
      case LargeNumber large -> true;
      case Map<?, ?> map -> map.values().stream().anyMatch(CompiledExpression::holdsLargeNumber);
      case Collection<?> list -> list.stream().anyMatch(CompiledExpression::holdsLargeNumber);
      default -> false;
    };
  }

  /** The outputs that are absent, each with the state of its step. */
  private Optional<String> absentSteps(Scope scope) {
    String absent =
        steps.mentions().stream()
            .filter(mention -> !scope.has(mention))
            .map(
                mention ->
                    "%s is absent (step '%s' %s)"
                        .formatted(mention, mention.step(), scope.end(mention.step())))
            .distinct()
            .collect(Collectors.joining(", "));
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(absent + "; has(…), .? or firstOf(…) copes with that");
  }

  private static String plain(CelEvaluationException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    // "evaluation error at <input>:19: key 'model' …": the position counts from the expression's
    // own start.
    String plain = message.replaceFirst("^evaluation error at [^:]*:\\d+: ", "");
    return plain.isEmpty() ? failure.getErrorCode().name().toLowerCase(Locale.ROOT) : plain;
  }

  /** The names of variables, in CEL's own form, for one evaluation of a step's expressions. */
  record Scope(Map<String, Object> variables, ExpressionContext context) {
    boolean has(StepMention mention) {
      ExpressionContext.StepValues step = context.steps().get(mention.step());
      return step != null
          && (!mention.readsOutput() || step.outputs().containsKey(mention.path().get(2)));
    }

    String end(String step) {
      ExpressionContext.StepValues values = context.steps().get(step);
      if (values == null) {
        return "is not upstream";
      }
      return values.state().equals("succeeded")
          ? "succeeded without publishing it"
          : "is " + values.state();
    }
  }
}
