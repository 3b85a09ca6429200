package dev.millrace.scheduler.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Dags of a project as its files define them: what would change, and the change. The caller
 * holds the locks.
 */
final class DagSet {

  private final DagRepository dags;
  private final DagVersionRepository versions;
  private final DagWriter writer;
  private final OlderServers olderServers;

  DagSet(
      DagRepository dags,
      DagVersionRepository versions,
      DagWriter writer,
      OlderServers olderServers) {
    this.dags = dags;
    this.versions = versions;
    this.writer = writer;
    this.olderServers = olderServers;
  }

  /** A Dag of the files with the version that is current now. */
  record Applied(String name, DagWriter.Written version) {}

  /** The project's Dags by name, archived ones included, without single notebooks. */
  Map<String, DagEntity> existing(UUID project) {
    return dags.findByProject(project).stream()
        .filter(dag -> dag.origin().kind() != Origin.Kind.IMPLICIT)
        .collect(Collectors.toMap(DagEntity::name, Function.identity()));
  }

  /** The Dag of that name, archived or not, alone in a map; an empty map when there is none. */
  Map<String, DagEntity> existing(UUID project, String name) {
    return dags.findByProjectAndName(project, name).stream()
        .filter(dag -> dag.origin().kind() != Origin.Kind.IMPLICIT)
        .collect(Collectors.toMap(DagEntity::name, Function.identity()));
  }

  /**
   * What changes when the files define these Dags and no others.
   *
   * @throws ConflictException when a connected server could not read one that changes
   */
  DeploymentPlan plan(List<Definition> definitions, Map<String, DagEntity> existing) {
    Set<String> defined =
        definitions.stream().map(definition -> definition.dag().name()).collect(Collectors.toSet());
    List<String> archived =
        existing.values().stream()
            .filter(dag -> dag.origin().kind() == Origin.Kind.FILE && !dag.archived())
            .map(DagEntity::name)
            .filter(name -> !defined.contains(name))
            .toList();
    DeploymentPlan writes = planOf(definitions, existing);
    return new DeploymentPlan(
        writes.added(), writes.changed(), writes.unchanged(), archived, List.of(), null);
  }

  /**
   * What changes when these Dags are written and all others stay.
   *
   * @throws ConflictException when a connected server could not read one that changes
   */
  DeploymentPlan planOf(List<Definition> definitions, Map<String, DagEntity> existing) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    List<Definition> written = new ArrayList<>();
    for (Definition definition : definitions) {
      String name = definition.dag().name();
      DagEntity dag = existing.get(name);
      if (dag == null || dag.archived()) {
        added.add(name);
        written.add(definition);
      } else if (isCurrent(definition, dag)) {
        unchanged.add(name);
      } else {
        changed.add(name);
        written.add(definition);
      }
    }
    olderServers.require(written);
    return new DeploymentPlan(added, changed, unchanged, List.of(), List.of(), null);
  }

  private boolean isCurrent(Definition definition, DagEntity dag) {
    Integer current = dag.currentVersion();
    return current != null
        && versions
            .findByDagAndDigest(dag.getId(), definition.digest().hex())
            .map(DagVersionEntity::number)
            .equals(Optional.of(current));
  }

  /** Makes these definitions of files current and archives what the plan says. */
  List<Applied> apply(
      UUID project,
      List<Definition> definitions,
      Map<String, DagEntity> existing,
      DeploymentPlan plan,
      Writing writing) {
    List<Applied> applied = new ArrayList<>();
    for (Definition definition : definitions) {
      Origin origin = Origin.file(Objects.requireNonNull(definition.sourcePath()));
      DagEntity dag = existing.get(definition.dag().name());
      applied.add(
          new Applied(definition.dag().name(), write(project, definition, dag, origin, writing)));
    }
    plan.archived()
        .forEach(name -> archive(Objects.requireNonNull(existing.get(name)), writing.at()));
    return applied;
  }

  /** Makes a definition current; {@code dag} is null when there is none of its name yet. */
  DagWriter.Written write(
      UUID project,
      Definition definition,
      @Nullable DagEntity dag,
      Origin origin,
      Writing writing) {
    return dag == null
        ? writer.create(project, definition.dag().name(), definition, origin, writing)
        : writer.update(dag, definition, origin, writing);
  }

  /** Archiving an archived Dag changes nothing. */
  void archive(DagEntity dag, Instant now) {
    writer.archive(dag, now);
  }
}
