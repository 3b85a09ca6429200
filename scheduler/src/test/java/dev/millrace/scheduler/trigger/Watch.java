package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Servers that look at the schedules of one database by themselves.
 *
 * <p>The database's clock leaps, the servers' own do not: they are hours off from it all the time.
 * Quartz counts by the servers' clock, so what it holds is moved by as much as the database leaps,
 * as if that time had passed.
 */
final class Watch implements AutoCloseable {
  private static final String GROUP = "millrace";

  private static final String ACTIVE =
      """
      trigger t JOIN dag d ON d.id = t.dag
       WHERE NOT t.paused AND t.archived_at IS NULL AND NOT d.paused
      """;

  private static final String DUE = ACTIVE + " AND t.next_tick_at <= millrace_clock()";

  /** What Quartz does not hold, or for another moment than the one at which it is due. */
  private static final String NOT_ARMED =
      ACTIVE
          + """
             AND t.next_tick_at IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM qrtz_triggers q
                WHERE q.trigger_name = to_char(t.next_tick_at AT TIME ZONE 'UTC',
                                               'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                  AND abs(q.next_fire_time - 1000 * extract(
                        epoch FROM clock_timestamp() + (t.next_tick_at - millrace_clock()))) < 2000)
            """;

  private final TestDatabase database;
  private final List<ScheduleServer> servers;
  private final boolean alarms;

  /**
   * @param alarms whether Quartz is on
   */
  Watch(TestDatabase database, List<ScheduleServer> servers, boolean alarms) {
    this.database = database;
    this.servers = List.copyOf(servers);
    this.alarms = alarms;
  }

  /** The one that a test speaks to. */
  ScheduleServer server() {
    return servers.getFirst();
  }

  /**
   * Waits until nothing is due and, where Quartz is on, it holds the moment of all that comes and
   * no write of an alarm is left: an alarm that is written after the next leap would count from the
   * time before it.
   */
  void settle() {
    Eventually.holds("nothing is due", () -> count(DUE) == 0);
    if (alarms) {
      servers.forEach(ScheduleServer::finishAlarms);
      Eventually.holds("whatever comes has its alarm", () -> count(NOT_ARMED) == 0);
    }
  }

  /** Has every server look at once more, due or not. */
  void lookAgain() {
    servers.forEach(ScheduleServer::poll);
  }

  /** The database's clock has leapt by that much: so do the alarms. */
  void leap(Duration by) {
    if (!alarms) {
      return;
    }
    try {
      Scheduler quartz = quartz();
      for (TriggerKey key : alarms(quartz)) {
        Trigger alarm = quartz.getTrigger(key);
        if (alarm != null) { // else it rang just now
          Instant moment = alarm.getStartTime().toInstant().minus(by);
          Instant now = Instant.now();
          Date then = Date.from(moment.isBefore(now) ? now : moment);
          quartz.rescheduleJob(key, alarm.getTriggerBuilder().startAt(then).build());
        }
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz's alarms could not be moved", e);
    }
  }

  /** Nothing of what is there now ticks ever again. */
  void forgetAll() {
    database.jdbc().sql("UPDATE trigger SET archived_at = millrace_now()").update();
    if (!alarms) {
      return;
    }
    try {
      quartz().unscheduleJobs(new ArrayList<>(alarms(quartz())));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz's alarms could not be removed", e);
    }
  }

  private Scheduler quartz() {
    return server().part(Scheduler.class);
  }

  private static Set<TriggerKey> alarms(Scheduler quartz) throws SchedulerException {
    return quartz.getTriggerKeys(GroupMatcher.groupEquals(GROUP));
  }

  private int count(String rows) {
    return database.jdbc().sql("SELECT count(*) FROM " + rows).query(Integer.class).single();
  }

  @Override
  public void close() {
    servers.forEach(ScheduleServer::close);
  }
}
