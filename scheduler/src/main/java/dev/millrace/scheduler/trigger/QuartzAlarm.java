package dev.millrace.scheduler.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes by Quartz: one one-shot Quartz trigger for each instant at which something is due, in the
 * clustered store, so that whichever server lives is woken. Not one for each schedule: Quartz
 * writes a dozen rows for each that fires, and thousands of schedules have the same midnight.
 *
 * <p>Quartz compares with the JVM's clock, so that the moment is counted from that clock: a server
 * whose clock is wrong is still woken after the right time. Wishes are written by a thread of its
 * own, several at once: each write takes Quartz's lock on the whole cluster.
 */
final class QuartzAlarm implements Alarm, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(QuartzAlarm.class);

  /** Sooner makes no sense: the alarm itself takes about as long. */
  private static final Duration SOONEST = Duration.ofMillis(250);

  private static final String GROUP = "millrace";
  private static final JobKey JOB = new JobKey("tick", GROUP);

  private final Scheduler quartz;
  private final Clock clock;
  private final Map<Instant, Date> wishes = new HashMap<>();

  // Of two writes at once, the one with older wishes could be the last.
  private final Lock writing = new ReentrantLock();
  private volatile boolean running;
  private @Nullable Thread thread;

  QuartzAlarm(Scheduler quartz, Clock clock) {
    this.quartz = quartz;
    this.clock = clock;
  }

  @Override
  public void arm(List<Wake> wakes) {
    synchronized (wishes) {
      wakes.forEach(wake -> wishes.put(wake.at(), moment(wake)));
    }
    Thread writer = thread;
    if (writer != null) {
      LockSupport.unpark(writer);
    }
  }

  private Date moment(Wake wake) {
    Duration in = wake.in().compareTo(SOONEST) < 0 ? SOONEST : wake.in();
    return Date.from(clock.instant().plus(in));
  }

  /**
   * Writes the wishes that are waiting; first waits for a write that is under way. When it returns,
   * every wish from before the call is written or logged as lost.
   *
   * @return how many there were
   */
  int write() {
    writing.lock();
    try {
      return writeTaken(take());
    } finally {
      writing.unlock();
    }
  }

  private Map<Instant, Date> take() {
    synchronized (wishes) {
      Map<Instant, Date> taken = Map.copyOf(wishes);
      wishes.clear();
      return taken;
    }
  }

  private int writeTaken(Map<Instant, Date> taken) {
    if (!taken.isEmpty()) {
      try {
        quartz.scheduleJobs(Map.of(job(), triggers(taken)), true);
      } catch (SchedulerException e) {
        log.info(
            "{} alarms could not be handed to Quartz, the poll finds what is due then: {}",
            taken.size(),
            e.toString());
      }
    }
    return taken.size();
  }

  private static JobDetail job() {
    return JobBuilder.newJob(TickQuartzJob.class).withIdentity(JOB).storeDurably().build();
  }

  private static Set<Trigger> triggers(Map<Instant, Date> moments) {
    Set<Trigger> triggers = new HashSet<>();
    moments.forEach(
        (due, moment) ->
            triggers.add(
                TriggerBuilder.newTrigger()
                    .withIdentity(due.toString(), GROUP)
                    .forJob(JOB)
                    .startAt(moment)
                    .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                            .withMisfireHandlingInstructionFireNow())
                    .build()));
    return triggers;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("quartz wishes").start(this::run);
  }

  private void run() {
    while (running) {
      if (write() == 0) {
        LockSupport.park();
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread writer = thread;
    thread = null;
    if (writer != null) {
      LockSupport.unpark(writer);
      try {
        writer.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
