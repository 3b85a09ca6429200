package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.codec.NewForms;
import dev.millrace.scheduler.dispatch.DagGate.Head;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.ConnectedServers;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates runs, in the caller's transaction: locks their Dags, decides what they begin with, and
 * writes it. Nobody can know a run before it is committed, so that nothing has to be locked or read
 * again.
 */
final class NewRuns {
  private final Definitions definitions;
  private final DagGate gate;
  private final ExpressionReads reads;
  private final RunRows rows;
  private final RunTransactions runs;
  private final ConnectedServers servers;
  private final Ids ids;
  private final Bell bell;

  NewRuns(
      Definitions definitions,
      DagGate gate,
      ExpressionReads reads,
      RunRows rows,
      RunTransactions runs,
      ConnectedServers servers,
      Ids ids,
      Bell bell) {
    this.definitions = definitions;
    this.gate = gate;
    this.reads = reads;
    this.rows = rows;
    this.runs = runs;
    this.servers = servers;
    this.ids = ids;
    this.bell = bell;
  }

  /**
   * Creates runs of different Dags and starts those that their Dag's limit allows.
   *
   * @return their ids, in the order of the wishes
   */
  List<UUID> create(List<NewRun> wanted) {
    Map<UUID, DagGate.Locked> dags = gate.lock(wanted.stream().map(NewRun::dag).toList());
    if (dags.size() < wanted.size()) {
      throw new IllegalArgumentException("runs of one Dag are made one after the other");
    }
    definitions.fetch(wanted.stream().map(run -> version(run, dags)).toList());
    List<Draft> drafts = wanted.stream().map(run -> draft(run, dag(run, dags))).toList();
    rows.insert(drafts).forEach(pool -> bell.ring(BellKey.pool(pool)));
    bell.ring(BellKey.runs());
    for (Draft draft : drafts) {
      if (draft.starts() && draft.beginning() == null) {
        runs.within(
            draft.id(),
            edit -> {
              edit.start();
              return draft;
            });
      }
    }
    return drafts.stream().map(Draft::id).toList();
  }

  private static DagGate.Locked dag(NewRun wanted, Map<UUID, DagGate.Locked> dags) {
    return Objects.requireNonNull(dags.get(wanted.dag()));
  }

  private static UUID version(NewRun wanted, Map<UUID, DagGate.Locked> dags) {
    return dag(wanted, dags).version(wanted.dagVersion());
  }

  private Draft draft(NewRun wanted, DagGate.Locked dag) {
    UUID version = dag.version(wanted.dagVersion());
    Definition definition = readable(dag, version);
    if (!definition.dagId().equals(wanted.dag())) {
      throw new RunRefusedException(
          "version %s is not one of Dag '%s'".formatted(version, dag.name()));
    }
    var parameters =
        dag.implicit()
            ? RunParameters.free(definition.dag(), wanted.parameters())
            : RunParameters.resolve(definition.dag().parameters(), wanted.parameters());
    requireReadable(parameters);
    var undecided =
        new Draft(
            ids.next(),
            wanted,
            dag,
            definition,
            parameters,
            RunTimes.of(wanted, definition.dag(), dag.now()),
            dag.admitsNew(wanted.alone()),
            null);
    return undecided.starts() ? undecided.with(beginning(undecided)) : undecided;
  }

  /** A server of an older release would give the steps something else than these values. */
  private void requireReadable(RunParameters parameters) {
    List<NewForms.Form> forms = NewForms.in(parameters.values());
    if (forms.isEmpty()) {
      return; // the usual case, without a query
    }
    List<ConnectedServers.Older> older = servers.older();
    if (!older.isEmpty()) {
      throw new RunRefusedException(
          "a server of an older release is connected to the database and cannot read %s at %s; upgrade or stop it first: %s"
              .formatted(forms.getFirst().what(), forms.getFirst().at(), older.getFirst()));
    }
  }

  private @Nullable Beginning beginning(Draft draft) {
    Head head = draft.dag().head();
    return Beginning.of(
            draft.steps(),
            reads.ofNew(
                draft.id(),
                draft.parameters().values(),
                draft.times(),
                head == null ? null : head.settings()))
        .orElse(null);
  }

  private Definition readable(DagGate.Locked dag, UUID version) {
    try {
      return definitions.version(version);
    } catch (BrokenDefinitionException e) {
      throw new RunRefusedException(
          "the definition of Dag '%s' is broken, %s; deploy it again"
              .formatted(dag.name(), e.getMessage()));
    }
  }
}
