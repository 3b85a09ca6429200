package dev.millrace.scheduler.trigger;

import org.quartz.SchedulerException;
import org.quartz.listeners.SchedulerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what Quartz's scheduler reports as errors, in the place of Quartz's own listener. */
final class QuartzErrors extends SchedulerListenerSupport {
  private final Logger log = new QuartzLog(LoggerFactory.getLogger(QuartzErrors.class));

  @Override
  public void schedulerError(String message, SchedulerException cause) {
    log.error(message, cause);
  }
}
