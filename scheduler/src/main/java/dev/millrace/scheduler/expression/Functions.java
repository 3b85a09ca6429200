package dev.millrace.scheduler.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.ErrorValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.InternalFunctionBinder;
import dev.millrace.dsl.Instants;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions that expressions have beyond CEL's own. */
final class Functions {
  static final String FIRST_OF = "@firstOf";

  private Functions() {}

  /**
   * {@code firstOf(a, b, c)} is {@code @firstOf(a, @firstOf(b, c))}, so that each argument fails
   * for itself.
   */
  static CelMacro firstOfMacro() {
    return CelMacro.newGlobalVarArgMacro(
        "firstOf",
        (factory, target, arguments) -> {
          return Optional.of(firstOf(factory, arguments));
        });
  }

  private static CelExpr firstOf(CelMacroExprFactory factory, ImmutableList<CelExpr> arguments) {
    if (arguments.isEmpty()) {
      return factory.reportError("firstOf needs an argument");
    }
    CelExpr expanded = arguments.get(arguments.size() - 1);
    for (CelExpr argument : arguments.reverse().subList(1, arguments.size())) {
      expanded = factory.newGlobalCall(FIRST_OF, argument, expanded);
    }
    return expanded;
  }

  static List<CelFunctionDecl> declarations() {
    return List.of(
        newFunctionDeclaration(
            FIRST_OF,
            newGlobalOverload("first_of", SimpleType.DYN, SimpleType.DYN, SimpleType.DYN)),
        newFunctionDeclaration(
            "minBy",
            newGlobalOverload("min_by", SimpleType.DYN, SimpleType.DYN, SimpleType.STRING)),
        newFunctionDeclaration(
            "maxBy",
            newGlobalOverload("max_by", SimpleType.DYN, SimpleType.DYN, SimpleType.STRING)),
        newFunctionDeclaration(
            "toJson", newGlobalOverload("to_json", SimpleType.STRING, SimpleType.DYN)),
        newFunctionDeclaration(
            "format",
            newGlobalOverload(
                "format_time",
                SimpleType.STRING,
                SimpleType.TIMESTAMP,
                SimpleType.STRING,
                SimpleType.STRING)),
        newFunctionDeclaration(
            "addDays",
            newGlobalOverload(
                "add_days_time", SimpleType.TIMESTAMP, SimpleType.TIMESTAMP, SimpleType.INT),
            newGlobalOverload(
                "add_days_date", SimpleType.STRING, SimpleType.STRING, SimpleType.INT)));
  }

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> bindings = new ArrayList<>();
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            FIRST_OF,
            // Not strict: what a strict function may not see, a failed argument, is its whole
            // point.
            InternalFunctionBinder.from(
                "first_of", List.of(Object.class, Object.class), Functions::firstOf, false)));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "minBy",
            CelFunctionBinding.from(
                "min_by",
                Object.class,
                String.class,
                (list, field) -> best("minBy", list, field, Comparator.reverseOrder()))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "maxBy",
            CelFunctionBinding.from(
                "max_by",
                Object.class,
                String.class,
                (list, field) -> best("maxBy", list, field, Comparator.naturalOrder()))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "toJson",
            CelFunctionBinding.from(
                "to_json",
                Object.class,
                value -> {
                  Deadline.check();
                  return CelValues.toJson(value).toString();
                })));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "format",
            CelFunctionBinding.from(
                "format_time",
                List.of(Instant.class, String.class, String.class),
                arguments ->
                    format((Instant) arguments[0], (String) arguments[1], (String) arguments[2]))));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "addDays",
            CelFunctionBinding.from("add_days_time", Instant.class, Long.class, Functions::addDays),
            CelFunctionBinding.from(
                "add_days_date", String.class, Long.class, Functions::addDaysToDate)));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "_+_",
            CelFunctionBinding.from("add_string", String.class, String.class, Functions::join),
            CelFunctionBinding.from(
                "add_list", Collection.class, Collection.class, Functions::concatenate)));
    return List.copyOf(bindings);
  }

  private static Object firstOf(Object[] arguments) {
    if (arguments[0] instanceof ErrorValue error) {
      // Only absence is passed over: a division by zero must not hide behind a default.
      return error.value() instanceof CelAttributeNotFoundException ? arguments[1] : error;
    }
    return arguments[0] instanceof Optional<?> optional
        ? optional.isPresent() ? optional.get() : arguments[1]
        : arguments[0];
  }

  /** The map of the list whose number of that name is best; maps without it do not take part. */
  private static Object best(
      String function, Object list, String field, Comparator<Double> better) {
    Deadline.check();
    Collection<?> items = itemsOf(function, list);
    return items.stream()
        .filter(item -> item instanceof Map<?, ?> map && isNumber(map.get(field)))
        .max(Comparator.comparing(item -> numberIn(item, field), better))
        .<Object>map(item -> item)
        .orElseThrow(
            () ->
                CelAttributeNotFoundException.of(
                    "no item of the list has a number '%s'".formatted(field)));
  }

  private static Collection<?> itemsOf(String function, Object list) {
    if (list instanceof Collection<?> items) {
      return items;
    }
    // The outputs of a step that did not succeed are an empty map, not a list.
    if (list instanceof Map<?, ?> map && map.isEmpty()) {
      return List.of();
    }
    throw new ExpressionException("%s needs a list of maps".formatted(function));
  }

  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Number || value instanceof LargeNumber;
  }

  private static double numberIn(Object item, String field) {
    Object value = item instanceof Map<?, ?> map ? map.get(field) : null;
    if (value instanceof LargeNumber large) {
      return large.value().doubleValue();
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static String format(Instant time, String pattern, String zone) {
    Deadline.check();
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
          .withZone(ZoneId.of(zone))
          .format(time);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ExpressionException(
          "format(…, '%s', '%s') does not work: %s".formatted(pattern, zone, e.getMessage()), e);
    }
  }

  private static Instant addDays(Instant time, long days) {
    try {
      return time.plus(Duration.ofDays(days));
    } catch (DateTimeException | ArithmeticException e) {
      throw new ExpressionException("addDays leaves the calendar", e);
    }
  }

  private static String addDaysToDate(String date, long days) {
    try {
      LocalDate moved = LocalDate.parse(date).plusDays(days);
      if (moved.getYear() < Instants.FIRST_YEAR || moved.getYear() > Instants.LAST_YEAR) {
        throw new ExpressionException("addDays leaves the years 1 to 9999");
      }
      return moved.toString();
    } catch (DateTimeException e) {
      throw new ExpressionException(
          "addDays needs a date such as 2026-01-31 and got '%s'".formatted(date), e);
    }
  }

  private static String join(String left, String right) {
    Limits.requireText((long) left.length() + right.length());
    return left + right;
  }

  // Loops such as map() add to their result through here too, so nothing an expression builds grows
  // past the limit.
  private static List<Object> concatenate(Collection<?> left, Collection<?> right) {
    Deadline.check();
    Limits.requireSize(right);
    List<Object> joined = new ArrayList<>(left.size() + right.size());
    joined.addAll(left);
    joined.addAll(right);
    if (joined.size() > Limits.PARTS) {
      throw new ExpressionException(
          "it builds a list of more than %,d items".formatted(Limits.PARTS));
    }
    return joined;
  }
}
