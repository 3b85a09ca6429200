package dev.millrace.scheduler.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.millrace.dsl.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What expressions see, as types, so that a wrong name or type is found when the Dag is saved. */
final class CelTypes implements CelTypeProvider {
  static final CelType ANY_MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private static final StructType RUN =
      struct(
          "millrace.Run",
          Map.of(
              "id", SimpleType.STRING,
              "date", SimpleType.STRING,
              "zone", SimpleType.STRING,
              "logicalTime", SimpleType.TIMESTAMP,
              "dataIntervalStart", SimpleType.TIMESTAMP,
              "dataIntervalEnd", SimpleType.TIMESTAMP));
  // Outputs are what a step publishes, so nothing is known of them; a fan-out's are a list.
  private static final StructType STEP =
      struct("millrace.Step", Map.of("state", SimpleType.STRING, "outputs", SimpleType.DYN));

  private final StructType parameters;

  CelTypes(Map<String, Parameter> declared) {
    this.parameters =
        struct(
            "millrace.Parameters",
            declared.entrySet().stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> typeOf(entry.getValue()))));
  }

  /** The variables that every expression sees. */
  Map<String, CelType> variables() {
    return Map.of(
        "parameters", parameters,
        "run", RUN,
        "steps", MapType.create(SimpleType.STRING, STEP),
        "vars", ANY_MAP);
  }

  private static CelType typeOf(Parameter parameter) {
    return switch (parameter.type()) {
      case STRING, DATE -> SimpleType.STRING;
      case INTEGER -> SimpleType.INT;
      case NUMBER -> SimpleType.DOUBLE;
      case BOOLEAN -> SimpleType.BOOL;
      case DATETIME -> SimpleType.TIMESTAMP;
      case ARRAY -> ListType.create(SimpleType.DYN);
      case OBJECT -> ANY_MAP;
    };
  }

  private static StructType struct(String name, Map<String, CelType> types) {
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(types);
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.of(parameters, RUN, STEP);
  }

  @Override
  public Optional<CelType> findType(String name) {
    return types().stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
