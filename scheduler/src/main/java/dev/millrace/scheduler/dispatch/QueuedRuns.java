package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Columns;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Starts runs that wait for their Dag's limit: after a run of the Dag has ended, and as a sweep for
 * those that a server left behind.
 */
final class QueuedRuns implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(QueuedRuns.class);

  private static final String OLDEST =
      """
      SELECT id, alone FROM run WHERE dag = :dag AND state = 'queued' AND ended_at IS NULL
       ORDER BY id LIMIT 1
      """;

  private static final String DAGS =
      "SELECT DISTINCT dag FROM run WHERE state = 'queued' AND ended_at IS NULL";

  private final IsolatedBatch batch = new IsolatedBatch("starting queued runs of Dag");
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final DagGate gate;
  private final RunTransactions runs;

  QueuedRuns(
      JdbcClient jdbc, TransactionOperations transactions, DagGate gate, RunTransactions runs) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.gate = gate;
    this.runs = runs;
    runs.whenClosed(run -> Thread.startVirtualThread(() -> startAfterClose(run.dag())));
  }

  private record Waiting(UUID id, boolean alone) {}

  @Override
  public String name() {
    return "queued runs";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(DAGS).query((row, i) -> Columns.uuid(row, "dag")).list(), this::start);
  }

  private void startAfterClose(UUID dag) {
    try {
      start(dag);
    } catch (RuntimeException e) {
      log.info("the next run of Dag {} waits for the sweep: {}", dag, e.toString());
    }
  }

  /**
   * Starts as many queued runs of the Dag as its limit allows, the oldest first, each in its own
   * transaction.
   */
  int start(UUID dag) {
    int started = 0;
    while (Objects.requireNonNullElse(transactions.execute(status -> startOne(dag)), false)) {
      started++;
    }
    return started;
  }

  private boolean startOne(UUID dag) {
    if (oldest(dag).isEmpty()) {
      return false;
    }
    DagGate.Locked locked;
    try {
      locked = gate.lock(dag);
    } catch (RunRefusedException e) {
      return false; // archived or quarantined while the run waited: it waits on, and can be
      // cancelled
    }
    Optional<Waiting> run = oldest(dag);
    return run.isPresent()
        && gate.admits(locked, run.get().id(), run.get().alone())
        && runs.within(
                run.get().id(),
                edit -> {
                  boolean waits = edit.header().state() == RunState.QUEUED;
                  if (waits) {
                    edit.start();
                  }
                  return waits;
                })
            .orElse(false);
  }

  private Optional<Waiting> oldest(UUID dag) {
    return jdbc.sql(OLDEST)
        .param("dag", dag)
        .query((row, i) -> new Waiting(Columns.uuid(row, "id"), row.getBoolean("alone")))
        .optional();
  }
}
