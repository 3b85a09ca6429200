package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Expires sessions whose lease ended, and hands the attempts of ended sessions to the platform's
 * retry budget.
 *
 * <p>After the database was out of reach it expires nobody for one full time to live: the workers
 * could not renew their leases either.
 */
final class LeaseSweeper implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseSweeper.class);

  private static final String EXPIRE =
      """
      UPDATE worker_session SET ended_at = millrace_clock(), end_reason = 'expired'
       WHERE ended_at IS NULL AND expires_at < millrace_clock()
      RETURNING name
      """;

  private static final String LONGEST_TTL =
      "SELECT coalesce(max(extract(epoch FROM lease_ttl) * 1000), 0)::bigint FROM pool";

  private final JdbcClient jdbc;
  private final Losses losses;
  private final IntSupplier revocations;
  private final LongSupplier nanoTime;
  private boolean outage;
  private long quietUntil;

  /**
   * @param revocations ends the sessions of revoked tokens
   * @param nanoTime monotonic, as {@link System#nanoTime()}
   */
  LeaseSweeper(JdbcClient jdbc, Losses losses, IntSupplier revocations, LongSupplier nanoTime) {
    this.jdbc = jdbc;
    this.losses = losses;
    this.revocations = revocations;
    this.nanoTime = nanoTime;
    this.quietUntil = nanoTime.getAsLong();
  }

  @Override
  public String name() {
    return "leases";
  }

  @Override
  public synchronized int sweep() {
    try {
      if (outage) {
        Duration ttl = Duration.ofMillis(jdbc.sql(LONGEST_TTL).query(Long.class).single());
        quietUntil = nanoTime.getAsLong() + ttl.toNanos();
        outage = false;
        log.warn("the database is back: no worker is expired for the next {} s", ttl.toSeconds());
      }
      if (nanoTime.getAsLong() - quietUntil >= 0) {
        List<String> expired = jdbc.sql(EXPIRE).query((row, i) -> row.getString("name")).list();
        expired.forEach(name -> log.warn("worker {} sent no heartbeat within its lease", name));
      }
      return revocations.getAsInt() + losses.ofEndedSessions();
    } catch (DataAccessException | TransactionException e) {
      outage = true;
      throw e;
    }
  }
}
