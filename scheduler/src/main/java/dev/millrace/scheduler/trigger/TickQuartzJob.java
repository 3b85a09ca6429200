package dev.millrace.scheduler.trigger;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Quartz runs when an instant has come at which something is due: looks at all that is. */
final class TickQuartzJob implements Job {
  private static final Logger log = LoggerFactory.getLogger(TickQuartzJob.class);

  private final Ticker ticker;

  TickQuartzJob(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      ticker.wake();
    } catch (RuntimeException e) {
      log.info(
          "what is due at {} was not looked at, the poll will: {}",
          context.getTrigger().getKey().getName(),
          e.toString());
    }
  }
}
