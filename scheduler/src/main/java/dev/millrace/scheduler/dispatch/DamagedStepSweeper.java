package dev.millrace.scheduler.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Quarantines runs that have a step in no known state: no decision may ever come to that step, so
 * that the run would wait for it without end.
 */
final class DamagedStepSweeper implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(DamagedStepSweeper.class);

  private final IsolatedBatch batch = new IsolatedBatch("quarantining run");
  private final DamagedSteps steps;
  private final RunTransactions runs;
  private final Quarantine quarantine;

  DamagedStepSweeper(JdbcClient jdbc, RunTransactions runs, Quarantine quarantine) {
    this.steps = new DamagedSteps(jdbc);
    this.runs = runs;
    this.quarantine = quarantine;
  }

  @Override
  public String name() {
    return "damaged steps";
  }

  @Override
  public int sweep() {
    return batch.sum(
        steps.find(),
        damaged -> runs.within(damaged.run(), edit -> repair(edit, damaged)).orElse(0));
  }

  private int repair(RunEdit edit, DamagedSteps.Damaged damaged) {
    if (edit.header().state().isTerminal() || edit.isQuarantined()) {
      int repaired = steps.repair(edit.run());
      log.warn(
          "run {}: the state of step '{}' was '{}', which does not exist; {} rows are repaired",
          edit.run(),
          damaged.step(),
          damaged.state(),
          repaired);
      return repaired;
    }
    quarantine.quarantine(edit, damaged.fault());
    return 1;
  }
}
