package dev.millrace.dsl.validation;

/**
 * What kind of problem it is. The names are part of the API: a constant may be added, never
 * renamed.
 */
public enum ProblemCode {
  // The text cannot be read at all.
  YAML_SYNTAX(Kind.UNREADABLE),
  YAML_DEPTH(Kind.UNREADABLE),
  YAML_ALIASES(Kind.UNREADABLE),
  YAML_TAG(Kind.UNREADABLE),
  JSON_SYNTAX(Kind.UNREADABLE),
  JSON_DEPTH(Kind.UNREADABLE),
  NOT_UTF8(Kind.UNREADABLE),
  FILE_TOO_BIG(Kind.TOO_BIG),

  // The text can be read, but not as a definition.
  EMPTY(Kind.INVALID),
  YAML_DUP_KEY(Kind.INVALID),
  JSON_DUP_KEY(Kind.INVALID),
  NUMBER_RANGE(Kind.INVALID),
  BAD_STRING(Kind.INVALID),
  FIELD_UNKNOWN(Kind.INVALID),
  FIELD_UNSUPPORTED(Kind.INVALID),
  FIELD_MISSING(Kind.INVALID),
  FIELD_TYPE(Kind.INVALID),
  FIELD_VALUE(Kind.INVALID),

  // The definition says something that cannot be.
  NAME_RULE(Kind.INVALID),
  ENV_NAME(Kind.INVALID),
  PATH_RULE(Kind.INVALID),
  RANGE(Kind.INVALID),
  DURATION(Kind.INVALID),
  STEP_DUP(Kind.INVALID),
  STEP_TYPE(Kind.INVALID),
  STEP_UNKNOWN(Kind.INVALID),
  DEPENDS_DUP(Kind.INVALID),
  DAG_EMPTY(Kind.INVALID),
  DAG_TOO_BIG(Kind.INVALID),
  DAG_SELF_DEP(Kind.INVALID),
  DAG_CYCLE(Kind.INVALID),
  BRANCH_CASES(Kind.INVALID),
  BRANCH_TARGET(Kind.INVALID),
  FILE_MISSING(Kind.INVALID),
  TRIGGER_INACTIVE(Kind.INVALID),

  // Triggers and when they tick.
  TRIGGER_DUP(Kind.INVALID),
  CRON_SYNTAX(Kind.INVALID),
  CRON_NEVER(Kind.INVALID),
  MIN_INTERVAL(Kind.INVALID),
  TZ_UNKNOWN(Kind.INVALID),

  // Templates, expressions and what they refer to.
  TEMPLATE_SYNTAX(Kind.INVALID),
  TEMPLATE_PLACE(Kind.INVALID),
  TEMPLATE_IN_SHELL(Kind.INVALID),
  REF_NOT_UPSTREAM(Kind.INVALID),
  REF_ABSENT(Kind.INVALID),
  CEL_SYNTAX(Kind.INVALID),
  CEL_TYPE(Kind.INVALID),
  CEL_NAME(Kind.INVALID),

  // The run's own result.
  OUTPUT_NAME(Kind.INVALID),

  // Parameters, declared and given.
  PARAM_NAME(Kind.INVALID),
  PARAM_TYPE(Kind.INVALID),
  PARAM_UNKNOWN(Kind.INVALID),
  PARAM_MISSING(Kind.INVALID),
  PARAM_SIZE(Kind.INVALID);

  /** How a service answers a request that has the problem. */
  public enum Kind {
    /** The text is not what its type says: 400 over HTTP. */
    UNREADABLE,
    /** There is more than is accepted: 413 over HTTP. */
    TOO_BIG,
    /** The text is readable, its meaning is refused: 422 over HTTP. */
    INVALID
  }

  private final Kind kind;

  ProblemCode(Kind kind) {
    this.kind = kind;
  }

  /** How a service answers a request that has the problem. */
  public Kind kind() {
    return kind;
  }
}
