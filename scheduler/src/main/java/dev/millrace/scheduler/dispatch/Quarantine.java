package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.StorableText;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.Json;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Quarantines a run that cannot be decided, in the transaction that noticed: what was reported is
 * kept, nothing more of the run starts, what runs is let finish, and a cancel ends it. Its Dag
 * starts nothing either, if that version is its current one; every other run goes on.
 */
final class Quarantine {
  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

  private static final String QUARANTINE_RUN =
      """
      UPDATE run SET quarantined_at = millrace_clock(), quarantine_reason = :reason,
                     state_text = 'quarantined: ' || :reason || '; cancel it to end it'
       WHERE id = :run
      """;

  // A locked Dag is passed over: Dags come before runs in the order of locks. The next run of it is
  // quarantined as well, and the Dag with it.
  private static final String QUARANTINE_DAG =
      """
      UPDATE dag SET quarantined_at = millrace_now(), quarantine_reason = :reason
       WHERE id = (SELECT d.id FROM dag d
                     JOIN dag_version v ON v.dag = d.id AND v.number = d.current_version
                    WHERE d.id = :dag AND v.id = :version AND d.quarantined_at IS NULL
                      FOR NO KEY UPDATE OF d SKIP LOCKED)
      """;

  private final JdbcClient jdbc;
  private final QueueSql queue;
  private final DamagedSteps damaged;

  Quarantine(JdbcClient jdbc, HotSql sql) {
    this.jdbc = jdbc;
    this.queue = sql.queue();
    this.damaged = new DamagedSteps(jdbc);
  }

  /**
   * Returns what a judgement says that needs the run's definition and rows. The judgement may read
   * and must not change anything. If it can never succeed, the run is quarantined.
   *
   * @return empty when the run is in quarantine, whether it was before or is from now on
   * @throws UndecidableException when a row of the run cannot be read: this transaction is of no
   *     use any more, and the next one quarantines the run
   * @throws RuntimeException when the failure says nothing about the run, such as a database that
   *     is away or refuses a right: the caller tries again later
   */
  <T> Optional<T> judge(RunEdit edit, Supplier<T> judgement) {
    if (edit.isQuarantined()) {
      return Optional.empty();
    }
    try {
      return Optional.of(judgement.get());
    } catch (DataAccessException e) {
      throw DatabaseFaults.isPermanent(e) ? new UndecidableException(e) : e;
    } catch (RuntimeException | StackOverflowError e) {
      if (!DatabaseFaults.isPermanent(e)) {
        throw e;
      }
      quarantine(edit, e);
      return Optional.empty();
    }
  }

  /** Quarantines the run; one that is in quarantine stays as it is. */
  void quarantine(RunEdit edit, Throwable fault) {
    if (edit.isQuarantined()) {
      return;
    }
    UUID run = edit.run();
    String reason = reason(fault);
    jdbc.sql(QUARANTINE_RUN).param("run", run).param("reason", reason).update();
    if (!isOfRow(fault)) {
      // A row of this run says nothing about the others of its Dag.
      jdbc.sql(QUARANTINE_DAG)
          .param("dag", edit.header().dag())
          .param("version", edit.header().dagVersion())
          .param("reason", reason)
          .update();
    }
    queue.withdraw(run);
    damaged.repair(run);
    edit.quarantine();
    edit.event("run_quarantined", Json.object().put("message", reason));
    log.error(
        "run {} is quarantined: {}; its running steps may finish, nothing more of it starts, and it"
            + " ends when it is cancelled; other runs go on",
        run,
        reason,
        // The message says what is wrong with a broken row; anything else is a defect.
        fault instanceof BrokenDefinitionException || isOfRow(fault) ? null : fault);
  }

  private static boolean isOfRow(Throwable fault) {
    return fault instanceof DataAccessException || fault instanceof UnreadableRowException;
  }

  private static String reason(Throwable fault) {
    if (fault instanceof BrokenDefinitionException) {
      return String.valueOf(fault.getMessage());
    }
    if (fault instanceof UnreadableRowException) {
      return "%s: %s".formatted(fault.getMessage(), DatabaseFaults.reason(fault));
    }
    return fault instanceof DataAccessException
        ? "one of its rows cannot be read: " + DatabaseFaults.reason(fault)
        : "it cannot be decided (%s)".formatted(StorableText.cleaned(fault.toString()));
  }
}
