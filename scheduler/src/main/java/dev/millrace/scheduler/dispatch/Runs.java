package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.engine.RunProgress.Course;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/** Starts and stops runs. */
public final class Runs {
  private final TransactionOperations transactions;
  private final Definitions definitions;
  private final DagGate gate;
  private final RunRows rows;
  private final RunTransactions runs;
  private final Stops stops;

  Runs(
      TransactionOperations transactions,
      Definitions definitions,
      DagGate gate,
      RunRows rows,
      RunTransactions runs,
      Stops stops) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.gate = gate;
    this.rows = rows;
    this.runs = runs;
    this.stops = stops;
  }

  /**
   * Creates a run and, if its Dag's limit allows, starts it; otherwise it stays queued. Uses the
   * files of the project's head. Takes part in the caller's transaction if there is one.
   *
   * @return the run's id
   * @throws InvalidParametersException when the values do not fit the Dag's parameters; with all
   *     problems
   * @throws RunRefusedException when the Dag does not exist, has no such version, a version that
   *     cannot be read, is archived or quarantined
   */
  public UUID start(NewRun wanted) {
    return Objects.requireNonNull(transactions.execute(status -> create(wanted)));
  }

  private UUID create(NewRun wanted) {
    DagGate.Locked dag = gate.lock(wanted.dag());
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
    UUID run = rows.insert(wanted, definition, parameters);
    boolean starts = gate.admits(dag, run, wanted.alone());
    runs.withinNew(
        header(run, wanted, definition),
        RunProgress.untouched(definition.plan()),
        edit -> {
          edit.event("run_created", created(wanted));
          if (starts) {
            edit.start();
          }
        });
    return run;
  }

  private static RunHeader header(UUID run, NewRun wanted, Definition definition) {
    return new RunHeader(
        run,
        wanted.dag(),
        definition.id(),
        RunState.QUEUED,
        0,
        definition.dag().maxActiveSteps(),
        false,
        false);
  }

  private static ObjectNode created(NewRun wanted) {
    ObjectNode data = Json.object().put("by", wanted.createdBy());
    NewRun.Tick tick = wanted.tick();
    return tick == null ? data : data.put("trigger", tick.name()).put("tick", tick.at().toString());
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

  /**
   * Cancels a run: steps that are not with a worker end at once, the others get a cancel command.
   * Repeating it changes nothing; a run that has ended stays as it is. Takes part in the caller's
   * transaction if there is one.
   *
   * @param by who, as a word for people
   * @param reason for people; null: none
   * @return whether this call is what cancels the run
   * @throws NoSuchRunException when there is no such run
   */
  public boolean cancel(UUID run, String by, @Nullable String reason) {
    return stops.stop(run, Course.CANCELLED, by, reason);
  }
}
