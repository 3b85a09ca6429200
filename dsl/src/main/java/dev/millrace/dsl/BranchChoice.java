package dev.millrace.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a branch finds the direct successors that run. */
public sealed interface BranchChoice {
  /**
   * The first case whose condition holds is taken; decided on the server, without a worker.
   *
   * @param cases in the order in which they are tried
   * @param otherwise the successors if no condition holds; null or empty: none
   */
  record Conditions(List<Case> cases, @Nullable List<String> otherwise) implements BranchChoice {
    /** Copies the lists. */
    public Conditions {
      cases = List.copyOf(cases);
      otherwise = otherwise == null ? null : List.copyOf(otherwise);
    }
  }

  /**
   * One condition and where it leads.
   *
   * @param when a CEL condition
   * @param to ids of direct successors; null: all of them
   */
  record Case(String when, @Nullable List<String> to) {
    /** Copies the list. */
    public Case {
      to = to == null ? null : List.copyOf(to);
    }
  }

  /**
   * A notebook decides, by an output named {@code next}: an id, a list of ids, or null for none.
   *
   * @param task the notebook that decides
   */
  record ByNotebook(NotebookTask task) implements BranchChoice {}
}
