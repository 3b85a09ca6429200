package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the event tables' partitions weeks before they are needed; looks once an hour. */
final class PartitionSweeper implements Sweeper {
  private static final int WEEKS_AHEAD = 8;
  private static final long EVERY = Duration.ofHours(1).toNanos();

  private final JdbcClient jdbc;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * @param nanoTime monotonic, as {@link System#nanoTime()}
   */
  PartitionSweeper(JdbcClient jdbc, LongSupplier nanoTime) {
    this.jdbc = jdbc;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  @Override
  public String name() {
    return "partitions";
  }

  @Override
  public synchronized int sweep() {
    if (nanoTime.getAsLong() - next < 0) {
      return 0;
    }
    int made =
        jdbc.sql("SELECT millrace_make_partitions(:ahead)")
            .param("ahead", WEEKS_AHEAD)
            .query(Integer.class)
            .single();
    next = nanoTime.getAsLong() + EVERY;
    return made;
  }
}
