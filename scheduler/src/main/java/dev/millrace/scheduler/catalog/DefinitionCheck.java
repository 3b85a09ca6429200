package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.validation.Findings;

/** A check of definitions that the dsl cannot make itself, such as compiling their expressions. */
@FunctionalInterface
public interface DefinitionCheck {

  /**
   * Adds every problem of a definition that could be read to {@code findings}, which holds those
   * found before.
   */
  void check(Dag dag, Findings findings);
}
