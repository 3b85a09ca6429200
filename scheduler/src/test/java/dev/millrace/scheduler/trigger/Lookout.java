package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.TestDatabase;
import java.util.List;

/** Who looks at the schedules when their time comes. */
enum Lookout {
  /** A server that Quartz wakes and that does not poll. */
  ALARMS_ALONE {
    @Override
    Watch keep(TestDatabase database) {
      return new Watch(database, List.of(ScheduleServer.byQuartz(database)), true);
    }
  },

  /** A server whose Quartz is off and that polls. */
  POLL_ALONE {
    @Override
    Watch keep(TestDatabase database) {
      return new Watch(database, List.of(ScheduleServer.byPoll(database)), false);
    }
  },

  /** Two servers as they are in production: woken by Quartz, and polling all the same. */
  TWO_SERVERS {
    @Override
    Watch keep(TestDatabase database) {
      return new Watch(
          database,
          List.of(ScheduleServer.standard(database), ScheduleServer.standard(database)),
          true);
    }
  };

  /** Starts the servers. */
  abstract Watch keep(TestDatabase database);
}
