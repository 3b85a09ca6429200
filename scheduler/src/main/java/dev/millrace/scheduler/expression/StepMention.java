package dev.millrace.scheduler.expression;

import java.util.List;

/**
 * A place where an expression reads something of a step.
 *
 * @param path what it reads below {@code steps}: the step's id, then {@code state} or {@code
 *     outputs}, then names
 * @param isGuarded whether the expression copes with its absence: under {@code has}, {@code .?} or
 *     {@code firstOf}
 */
record StepMention(List<String> path, boolean isGuarded) {
  StepMention {
    path = List.copyOf(path);
  }

  String step() {
    return path.getFirst();
  }

  /**
   * Whether it reads a named output, which is absent unless the step succeeded and published it.
   */
  boolean readsOutput() {
    return path.size() > 2 && path.get(1).equals("outputs");
  }

  /** As an author would write it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("steps");
    for (String name : path) {
      text.append(name.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + name : "[\"%s\"]".formatted(name));
    }
    return text.toString();
  }
}
