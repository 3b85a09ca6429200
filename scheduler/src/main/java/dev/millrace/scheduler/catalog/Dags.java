package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode.Kind;
import dev.millrace.dsl.validation.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The Dags of a project, one by one: read, written over the API, archived. */
public final class Dags {

  private final DagReads reads;
  private final HeadFiles head;
  private final DefinitionReader reader;
  private final CatalogLocks locks;
  private final DagSet dags;
  private final Surroundings surroundings;
  private final TransactionOperations transactions;

  Dags(
      DagReads reads,
      HeadFiles head,
      DefinitionReader reader,
      CatalogLocks locks,
      DagSet dags,
      Surroundings surroundings,
      TransactionOperations transactions) {
    this.reads = reads;
    this.head = head;
    this.reader = reader;
    this.locks = locks;
    this.dags = dags;
    this.surroundings = surroundings;
    this.transactions = transactions;
  }

  /** The Dag of that name, archived or not; empty when there is none or it has no version yet. */
  public Optional<DagRecord> find(UUID project, String name) {
    return reads.find(project, name);
  }

  /**
   * The Dag of that name, archived or not.
   *
   * @throws NotFoundException when the project has none
   */
  public DagRecord require(UUID project, String name) {
    return find(project, name)
        .orElseThrow(
            () -> new NotFoundException("the project has no Dag '%s'".formatted(name), null));
  }

  /**
   * Dags in the order of their names, without single notebooks.
   *
   * @param archived those that are archived, instead of those that are not
   * @param after only names behind this one; null: from the first
   */
  public List<DagRecord> list(UUID project, boolean archived, @Nullable String after, int limit) {
    return reads.list(project, archived, after, limit);
  }

  /** Versions of a Dag, newest first, below the number {@code before} if given. */
  public List<DagVersion> versions(UUID dag, @Nullable Integer before, int limit) {
    return reads.versions(dag, before, limit);
  }

  /**
   * One version of a Dag.
   *
   * @throws NotFoundException when the Dag has none of that number
   */
  public DagVersion version(DagRecord dag, int number) {
    return reads
        .version(dag.id(), number)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "the Dag '%s' has no version %d".formatted(dag.name(), number), null));
  }

  /**
   * Writes one Dag; a definition that says the same as the current one changes nothing.
   *
   * @throws InvalidInputException with every problem of the definition
   * @throws ConflictException when the Dag belongs to a file of the project
   * @throws ChangedMeanwhileException when the Dag is not the one that the writer has read
   */
  public DagChange put(DagPut wish) {
    String path = wish.name() + (wish.json() ? ".json" : ".yaml");
    DefinitionReader.Reading reading = reader.read(wish.text(), path, head.paths(wish.project()));
    List<Finding> findings = new ArrayList<>(reading.problems().stream().map(Finding::of).toList());
    Definition definition = reading.definition();
    if (definition != null && !definition.dag().name().equals(wish.name())) {
      findings.add(
          Finding.error(
              "DAG_NAME",
              "the definition is of the Dag '%s', the address says '%s'"
                  .formatted(definition.dag().name(), wish.name()),
              new Where(path, 0, 0, "/dag")));
    }
    requireReadable(reading.problems(), findings);
    InvalidInputException.throwIfAny("the definition", findings);
    Definition accepted = Objects.requireNonNull(definition);
    return transact(() -> put(wish, accepted, findings));
  }

  private DagChange put(DagPut wish, Definition definition, List<Finding> findings) {
    Instant now = locks.lockProject(wish.project());
    locks.lockDag(wish.project(), wish.name());
    requireUnchanged(wish.project(), wish.name(), wish.expected());
    Map<String, DagEntity> existing = dags.existing(wish.project(), wish.name());
    Origin origin = Origin.api(wish.by());
    DagEntity dag = existing.get(wish.name());
    if (dag != null && !wish.adopt()) {
      Ownership.require(dag, origin);
    }
    List<Definition> one = List.of(definition);
    DeploymentPlan plan = dags.planOf(one, existing);
    List<Finding> warnings = new ArrayList<>(findings);
    warnings.addAll(surroundings.missing(wish.project(), one));
    if (wish.dryRun()) {
      return new DagChange(plan, warnings, null);
    }
    surroundings.provide(one);
    dags.write(
        wish.project(),
        definition,
        dag,
        origin,
        new Writing(wish.by(), now, wish.triggersPaused()));
    return new DagChange(plan, warnings, require(wish.project(), wish.name()));
  }

  /**
   * Archives a Dag: it makes no new runs, what ran stays readable. Archiving it again changes
   * nothing.
   *
   * @param adopt also when it belongs to a file, which will bring it back with the next deployment
   * @throws NotFoundException when the project has none
   * @throws ConflictException when the Dag belongs to a file of the project
   * @throws ChangedMeanwhileException when its current definition is not {@code expected}
   */
  public void archive(
      UUID project, String name, boolean adopt, String by, @Nullable Digest expected) {
    transact(
        () -> {
          Instant now = locks.lockProject(project);
          locks.lockDag(project, name);
          requireUnchanged(project, name, expected);
          DagEntity dag = dags.existing(project, name).get(name);
          if (dag == null) {
            throw new NotFoundException("the project has no Dag '%s'".formatted(name), null);
          }
          if (!adopt) {
            Ownership.require(dag, Origin.api(by));
          }
          dags.archive(dag, now);
          return dag;
        });
  }

  // Under the Dag's lock: what is current now stays so until the write is done.
  private void requireUnchanged(UUID project, String name, @Nullable Digest expected) {
    if (expected == null) {
      return;
    }
    Optional<DagRecord> current = reads.find(project, name);
    if (current.isEmpty() || !current.get().digest().equals(expected)) {
      throw new ChangedMeanwhileException(
          current
              .map(dag -> "the Dag '%s' is at version %d by now".formatted(name, dag.version()))
              .orElse("the project has no Dag '%s'".formatted(name)),
          "read it again, and write what you want on top of that");
    }
  }

  /** A text that cannot be read, or is too big, is told so by the kind of its first error. */
  private static void requireReadable(List<Problem> problems, List<Finding> findings) {
    for (Problem problem : problems) {
      if (problem.isError() && problem.code().kind() != Kind.INVALID) {
        throw new InvalidInputException(
            problem.code().name(), problem.message(), problem.code().kind(), findings);
      }
    }
  }

  private <T> T transact(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }
}
