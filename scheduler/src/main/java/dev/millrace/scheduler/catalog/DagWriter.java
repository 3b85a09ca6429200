package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.trigger.TriggerSync;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes one Dag and its versions. The caller holds the project's lock, and the Dag's where it
 * exists.
 */
final class DagWriter {

  private final DagRepository dags;
  private final DagVersionRepository versions;
  private final TriggerSync triggers;
  private final Ids ids;

  DagWriter(DagRepository dags, DagVersionRepository versions, TriggerSync triggers, Ids ids) {
    this.dags = dags;
    this.versions = versions;
    this.triggers = triggers;
    this.ids = ids;
  }

  /** What was written: the Dag, and the version that is current now. */
  record Written(UUID dag, UUID version, int number) {}

  /** Creates a Dag with its first version. */
  Written create(UUID project, String name, Definition definition, Origin origin, Writing writing) {
    DagEntity dag =
        dags.saveAndFlush(new DagEntity(ids.next(), project, name, origin, writing.at()));
    return update(dag, definition, origin, writing);
  }

  /**
   * Makes a definition the Dag's current one; a definition that it had before is its old version
   * again.
   */
  Written update(DagEntity dag, Definition definition, Origin origin, Writing writing) {
    triggers.settle(dag.getId(), definition.dag());
    DagVersionEntity version =
        versions
            .findByDagAndDigest(dag.getId(), definition.digest().hex())
            .orElseGet(() -> next(dag, definition, writing.by()));
    boolean changed = !Integer.valueOf(version.number()).equals(dag.currentVersion());
    dag.claim(origin);
    if (changed) {
      dag.use(version, definition.dag(), writing.at());
    }
    dags.saveAndFlush(dag);
    triggers.apply(dag.getId(), definition.dag(), writing.triggersPaused(), writing.at());
    return new Written(dag.getId(), version.getId(), version.number());
  }

  /** The Dag starts nothing any more; archiving it again changes nothing. */
  void archive(DagEntity dag, Instant now) {
    if (!dag.archived()) {
      triggers.settle(dag.getId(), null);
      dag.archive(now);
      dags.saveAndFlush(dag);
      triggers.archive(dag.getId(), now);
    }
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
