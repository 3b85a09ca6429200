package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON value whose texts may hold expressions. Rendered once: what an expression yields is never
 * looked at again.
 */
sealed interface ValueTemplate {
  /**
   * @throws ExpressionException telling what is absent or wrong
   */
  JsonNode render(CompiledExpression.Scope scope);

  /** The expressions in it. */
  Stream<CompiledExpression> expressions();

  /** A value without expressions. */
  record Fixed(JsonNode value) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      return value;
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return Stream.empty();
    }
  }

  /** Exactly one parameter: copied as it is, so that nothing is lost on the way through CEL. */
  record Copied(String parameter) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      JsonNode value = scope.context().parameters().get(parameter);
      if (value == null) {
        throw new ExpressionException("the run has no parameter '%s'".formatted(parameter));
      }
      return value;
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return Stream.empty();
    }
  }

  /**
   * Exactly one value that the expression only names: it is taken as it is.
   *
   * @param expression the same for CEL, which says what is wrong if there is no such value
   */
  record Named(PlainReference reference, CompiledExpression expression) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      JsonNode value = reference.in(scope.context());
      return value == null ? CelValues.toJson(expression.evaluate(scope)) : value;
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return Stream.of(expression);
    }
  }

  /** Exactly one expression: its value keeps its type. */
  record Single(CompiledExpression expression) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      return CelValues.toJson(expression.evaluate(scope));
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return Stream.of(expression);
    }
  }

  /** Text and expressions: a text. */
  record Text(List<ValueTemplate> parts) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      StringBuilder text = new StringBuilder();
      for (ValueTemplate part : parts) {
        text.append(CelValues.toText(part.render(scope)));
        Limits.requireText(text.length());
      }
      return JsonNodeFactory.instance.stringNode(text.toString());
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return parts.stream().flatMap(ValueTemplate::expressions);
    }
  }

  /** A list. */
  record Items(List<ValueTemplate> items) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> array.add(item.render(scope)));
      return array;
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return items.stream().flatMap(ValueTemplate::expressions);
    }
  }

  /** An object; its keys are never templates. */
  record Fields(Map<String, ValueTemplate> fields) implements ValueTemplate {
    @Override
    public JsonNode render(CompiledExpression.Scope scope) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> object.set(name, field.render(scope)));
      return object;
    }

    @Override
    public Stream<CompiledExpression> expressions() {
      return fields.values().stream().flatMap(ValueTemplate::expressions);
    }
  }

  /**
   * @param compile from an expression's source
   * @throws Template.SyntaxException if a text is no template
   * @throws ExpressionException if an expression does not compile
   */
  static ValueTemplate of(JsonNode value, Function<String, CompiledExpression> compile) {
    return switch (value) {
      case ArrayNode array ->
          new Items(array.valueStream().map(item -> of(item, compile)).toList());
      case ObjectNode object -> {
        Map<String, ValueTemplate> fields = new LinkedHashMap<>();
        object
            .properties()
            .forEach(field -> fields.put(field.getKey(), of(field.getValue(), compile)));
        yield new Fields(fields);
      }
      default ->
          value.isString() && Template.isTemplate(value.stringValue())
              ? ofText(value.stringValue(), compile)
              : new Fixed(value);
    };
  }

  private static ValueTemplate ofText(String text, Function<String, CompiledExpression> compile) {
    Template template = Template.parse(text);
    if (template.single().isPresent()) {
      return ofExpression(template.single().get().source(), compile);
    }
    return new Text(
        template.parts().stream()
            .map(
                part ->
                    switch (part) {
                      case Template.Literal literal ->
                          new Fixed(JsonNodeFactory.instance.stringNode(literal.text()));
                      case Template.Expression expression ->
                          ofExpression(expression.source(), compile);
                    })
            .toList());
  }

  private static ValueTemplate ofExpression(
      String source, Function<String, CompiledExpression> compile) {
    Optional<PlainReference> plain = PlainReference.of(source);
    if (plain.isEmpty()) {
      return new Single(compile.apply(source));
    }
    return plain.get().isParameter()
        ? new Copied(plain.get().path().getFirst())
        : new Named(plain.get(), compile.apply(source));
  }
}
