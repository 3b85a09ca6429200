package dev.millrace.scheduler.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.millrace.dsl.Parameter;
import java.util.Map;

/**
 * CEL as the expressions of one Dag see it: its parameters' types, our functions, our limits. Safe
 * for many threads.
 */
final class CelEnvironment {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .maxExpressionCodePointSize(Limits.SOURCE)
          .maxParseExpressionNodeCount(Limits.NODES)
          .maxParseRecursionDepth(Limits.DEPTH)
          .comprehensionMaxIterations(Limits.ITERATIONS)
          .build();

  /** The same for all, and dear to make. */
  private static final CelStandardFunctions STANDARD_FUNCTIONS = withoutUnboundedFunctions();

  private final Cel cel;

  CelEnvironment(Map<String, Parameter> parameters) {
    CelTypes types = new CelTypes(parameters);
    var builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(types)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(Functions.firstOfMacro())
            .setStandardFunctions(STANDARD_FUNCTIONS)
            .addCompilerLibraries(CelExtensions.optional())
            .addRuntimeLibraries(CelExtensions.optional())
            .addFunctionDeclarations(Functions.declarations())
            .addFunctionBindings(Functions.bindings())
            .addFunctionBindings(BoundedFunctions.bindings(OPTIONS));
    types.variables().forEach(builder::addVar);
    this.cel = builder.build();
  }

  // Functions.bindings() and BoundedFunctions have bounded ones in their place.
  private static CelStandardFunctions withoutUnboundedFunctions() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions(
            (function, overload) ->
                !BoundedFunctions.REPLACED.contains(function)
                    && (function != StandardFunction.ADD
                        || (overload != AddOverload.ADD_STRING
                            && overload != AddOverload.ADD_LIST
                            && overload != AddOverload.ADD_BYTES)))
        .build();
  }

  /** Parses without looking at names and types. */
  CelValidationResult parse(String source) {
    return cel.parse(source);
  }

  /** Checks names and types of what parsed. */
  CelValidationResult check(CelAbstractSyntaxTree parsed) {
    return cel.check(BracketedNames.asFields(parsed));
  }

  /**
   * Compiles what has been checked when the Dag was saved.
   *
   * @throws ExpressionException if it does not compile all the same
   */
  CompiledExpression compile(String source) {
    try {
      CelAbstractSyntaxTree parsed = parse(source).getAst();
      CelAbstractSyntaxTree checked = check(parsed).getAst();
      return new CompiledExpression(
          source, StepMentions.in(parsed.getExpr()), cel.createProgram(checked));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new ExpressionException("it does not compile: " + e.getMessage(), e);
    }
  }
}
