package dev.millrace.scheduler.trigger;

import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz's clustered store, made by Quartz itself. It looks at the database all the time and logs
 * each failure with a stack trace; here one that is known takes one line.
 */
@SuppressWarnings("unchecked") // JobStoreTX overrides a generic method by a raw one
public final class QuartzJobStore extends JobStoreTX {
  private final Logger log = new QuartzLog(LoggerFactory.getLogger(JobStoreTX.class));

  @Override
  protected Logger getLog() {
    return log;
  }
}
