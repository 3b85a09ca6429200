package dev.millrace.scheduler.dispatch;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The hot statements, by the table that they are about. */
record HotSql(RunSql runs, StepSql steps, QueueSql queue, AttemptSql attempts) {
  HotSql(JdbcClient jdbc) {
    this(new RunSql(jdbc), new StepSql(jdbc), new QueueSql(jdbc), new AttemptSql(jdbc));
  }
}
