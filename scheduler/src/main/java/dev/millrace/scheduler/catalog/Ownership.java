package dev.millrace.scheduler.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps one origin from overwriting another's Dags by accident. */
final class Ownership {

  private Ownership() {}

  /**
   * Refuses when the files define a Dag that a client of the API owns. An archived Dag belongs to
   * nobody.
   */
  static void require(List<Definition> definitions, Map<String, DagEntity> existing) {
    List<String> conflicts = new ArrayList<>();
    for (Definition definition : definitions) {
      DagEntity dag = existing.get(definition.dag().name());
      Origin origin = Origin.file(String.valueOf(definition.sourcePath()));
      if (dag != null && !dag.archived() && !origin.owns(dag.origin())) {
        conflicts.add(conflict(dag, origin));
      }
    }
    if (!conflicts.isEmpty()) {
      throw refused(String.join("; ", conflicts));
    }
  }

  /** Refuses when one Dag belongs to another origin. */
  static void require(DagEntity dag, Origin origin) {
    if (!dag.archived() && !origin.owns(dag.origin())) {
      throw refused(conflict(dag, origin));
    }
  }

  private static String conflict(DagEntity dag, Origin origin) {
    return "the Dag '%s' belongs to %s, and %s would overwrite it"
        .formatted(dag.name(), dag.origin(), origin);
  }

  private static ConflictException refused(String message) {
    return new ConflictException(
        "ORIGIN_CONFLICT",
        message,
        "repeat it with adopt=true to take the Dag over, or rename one");
  }
}
