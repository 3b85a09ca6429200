package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.ProblemCode.Kind;
import java.util.List;
import java.util.Objects;

/**
 * What was sent cannot be accepted as it is; carries everything that was found, warnings included.
 */
public final class InvalidInputException extends CatalogException {

  private final Kind kind;
  private final transient List<Finding> findings;

  InvalidInputException(Finding only) {
    super(only.code(), only.message(), only.hint());
    this.kind = Kind.INVALID;
    this.findings = List.of(only);
  }

  InvalidInputException(String code, String message, Kind kind, List<Finding> findings) {
    super(code, message, null);
    this.kind = kind;
    this.findings = List.copyOf(findings);
  }

  /** Refuses with these findings when there is an error among them. */
  static void throwIfAny(String what, List<Finding> findings) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    if (errors.size() == 1 && findings.size() == 1) {
      throw new InvalidInputException(errors.getFirst());
    }
    if (!errors.isEmpty()) {
      throw new InvalidInputException(
          errors.getFirst().code(),
          "%s has %d problem%s, and nothing was changed"
              .formatted(what, errors.size(), errors.size() == 1 ? "" : "s"),
          Kind.INVALID,
          findings);
    }
  }

  /** Whether it could not be read at all, is too big, or cannot mean anything. */
  public Kind kind() {
    return kind;
  }

  /** At least one error. */
  public List<Finding> findings() {
    return Objects.requireNonNull(findings);
  }
}
