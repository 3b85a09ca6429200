package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the package's own parts together once, so that only what others may use is a bean. */
final class TriggerCore {
  private final Ticker ticker;
  private final TriggerSync sync;
  private final Triggers triggers;

  TriggerCore(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Definitions definitions,
      Runs runs,
      Ids ids,
      Alarm alarm,
      int pollThreads) {
    var rows = new TriggerRows(jdbc);
    var store = new TriggerStore(jdbc, ids);
    var judge = new TickJudge(definitions, runs, rows, new TickRows(jdbc, ids));
    var reads = new TriggerReads(jdbc, definitions);
    this.ticker = new Ticker(transactions, rows, judge, alarm, pollThreads);
    this.sync = new TriggerSync(rows, store, judge, alarm);
    this.triggers = new Triggers(transactions, reads, rows, store, judge, alarm);
  }

  Ticker ticker() {
    return ticker;
  }

  TriggerSync sync() {
    return sync;
  }

  Triggers triggers() {
    return triggers;
  }
}
