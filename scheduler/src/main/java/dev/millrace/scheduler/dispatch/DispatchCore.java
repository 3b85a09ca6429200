package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.secret.AttemptSecrets;
import dev.millrace.scheduler.store.ConnectedServers;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.RunDefinitions;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the package's own parts together once, so that only what others may use is a bean. */
final class DispatchCore {
  private final Runs runs;
  private final Reruns reruns;
  private final Sessions sessions;
  private final Queue queue;
  private final AttemptEvents attemptEvents;
  private final List<Sweeper> sweepers;

  DispatchCore(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Definitions definitions,
      AttemptSecrets secrets,
      Ids ids,
      Bell bell,
      Instruments instruments) {
    LongSupplier nanoTime = instruments.nanoTime();
    var meters = new DispatchMeters(instruments.meters());
    var sql = new HotSql(jdbc);
    var quarantine = new Quarantine(jdbc, sql);
    var expressionReads = new ExpressionReads(jdbc);
    var runTransactions =
        new RunTransactions(
            transactions,
            sql,
            new RunDefinitions(jdbc, definitions),
            new StepStarts(expressionReads),
            new RunOutputs(expressionReads),
            quarantine,
            bell);
    runTransactions.whenClosed(meters::runEnded);
    var ends = new AttemptEnds(sql.steps(), quarantine, meters);
    var takeover = new AttemptTakeover(sql, ends);
    var losses = new Losses(jdbc, runTransactions, sql, takeover);
    var stops = new Stops(jdbc, runTransactions, sql);
    var gate = new DagGate(jdbc);
    this.sessions =
        new Sessions(
            jdbc,
            transactions,
            ids,
            losses,
            new UndeliverableAttempts(runTransactions, sql, takeover),
            bell);
    var places = new StepPlaces(jdbc);
    this.runs =
        new Runs(
            transactions,
            new NewRuns(
                definitions,
                gate,
                expressionReads,
                new RunRows(jdbc, places, ids),
                runTransactions,
                new ConnectedServers(jdbc),
                ids,
                bell),
            stops);
    this.reruns =
        new Reruns(
            transactions, definitions, gate, runTransactions, places, sql, new RerunSql(jdbc));
    var poisoned = new PoisonedSteps(jdbc, runTransactions, ends, ids);
    var claims = new PoolClaims(jdbc, transactions, sql.queue(), ids, meters, poisoned::afterClaim);
    this.queue =
        new Queue(
            sessions,
            claims,
            new Grants(
                jdbc,
                definitions,
                secrets,
                meters,
                (run, fault) ->
                    runTransactions.within(
                        run,
                        edit -> {
                          quarantine.quarantine(edit, fault);
                          return run;
                        })),
            new Reports(runTransactions, sql, ends, claims),
            bell);
    this.attemptEvents = new AttemptEvents(jdbc, transactions, bell);
    this.sweepers =
        List.of(
            new LeaseSweeper(jdbc, losses, sessions::endRevoked, nanoTime),
            poisoned,
            new DamagedStepSweeper(jdbc, runTransactions, quarantine),
            new RetrySweeper(jdbc, runTransactions),
            new QueuedRuns(jdbc, transactions, gate, runTransactions),
            new AdmissionSweeper(jdbc, runTransactions, sql),
            new DeadlineSweeper(jdbc, stops),
            new AttemptDeadlineSweeper(jdbc, runTransactions, sql, takeover),
            new CancelDeadlineSweeper(jdbc, runTransactions, sql, takeover),
            new PartitionSweeper(jdbc, nanoTime));
  }

  Runs runs() {
    return runs;
  }

  Reruns reruns() {
    return reruns;
  }

  Sessions sessions() {
    return sessions;
  }

  Queue queue() {
    return queue;
  }

  AttemptEvents attemptEvents() {
    return attemptEvents;
  }

  List<Sweeper> sweepers() {
    return sweepers;
  }
}
