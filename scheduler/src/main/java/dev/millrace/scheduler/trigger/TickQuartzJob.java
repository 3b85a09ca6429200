package dev.millrace.scheduler.trigger;

import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Quartz runs: looks at the trigger whose id the Quartz trigger is named after. */
final class TickQuartzJob implements Job {
  private static final Logger log = LoggerFactory.getLogger(TickQuartzJob.class);

  private final Ticker ticker;

  TickQuartzJob(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public void execute(JobExecutionContext context) {
    String trigger = context.getTrigger().getKey().getName();
    try {
      ticker.tick(UUID.fromString(trigger));
    } catch (RuntimeException e) {
      log.info("trigger {} was not looked at, the poll will: {}", trigger, e.toString());
    }
  }
}
