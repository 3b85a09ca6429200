package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.store.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes one Dag and its versions. The caller holds the project's lock, and the Dag's where it
 * exists.
 */
final class DagWriter {

  private final DagRepository dags;
  private final DagVersionRepository versions;
  private final Ids ids;

  DagWriter(DagRepository dags, DagVersionRepository versions, Ids ids) {
    this.dags = dags;
    this.versions = versions;
    this.ids = ids;
  }

  /** What was written: the Dag, and the version that is current now. */
  record Written(UUID dag, UUID version, int number) {}

  /** Creates a Dag with its first version. */
  Written create(
      UUID project, String name, Definition definition, Origin origin, String by, Instant now) {
    DagEntity dag = dags.saveAndFlush(new DagEntity(ids.next(), project, name, origin, now));
    return update(dag, definition, origin, by, now);
  }

  /**
   * Makes a definition the Dag's current one; a definition that it had before is its old version
   * again.
   */
  Written update(DagEntity dag, Definition definition, Origin origin, String by, Instant now) {
    DagVersionEntity version =
        versions
            .findByDagAndDigest(dag.getId(), definition.digest().hex())
            .orElseGet(() -> next(dag, definition, by));
    boolean changed = !Integer.valueOf(version.number()).equals(dag.currentVersion());
    dag.claim(origin);
    if (changed) {
      dag.use(version, definition.dag(), now);
    }
    dags.saveAndFlush(dag);
    return new Written(dag.getId(), version.getId(), version.number());
  }

  private DagVersionEntity next(DagEntity dag, Definition definition, String by) {
    int number =
        versions
            .findFirstByDagOrderByNumberDesc(dag.getId())
            .map(DagVersionEntity::number)
            .orElse(0);
    return versions.saveAndFlush(
        new DagVersionEntity(ids.next(), dag.getId(), number + 1, definition, by));
  }
}
