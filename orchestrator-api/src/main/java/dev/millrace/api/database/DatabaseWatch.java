package dev.millrace.api.database;

import dev.millrace.scheduler.store.DatabaseAway;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database twice a second whether it is there, on a connection and a thread of its own.
 *
 * <p>The database is away once it neither answers on that connection nor lets the watch make
 * another one, 3.5 s after its last answer at the latest. From then on every other connection is
 * cut, and none is given out, until it answers again. So a request that waits for a silent database
 * waits for less than 5 s, and a later one does not wait at all.
 */
final class DatabaseWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int ANSWER_MILLIS = 1_000;
  private static final int LOGIN_SECONDS = 2;

  /** A connection that is refused, or lost at once, is tried again for this long. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final DatabaseConnections source;
  private final DatabaseConnections watched;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable Connection own;
  private volatile boolean away;

  /**
   * A watch that runs until it is closed.
   *
   * @param source makes its own connections
   * @param watched makes all others, which are cut while the database is away
   */
  DatabaseWatch(DatabaseConnections source, DatabaseConnections watched) {
    this.source = source;
    this.watched = watched;
    source.setLoginTimeout(LOGIN_SECONDS);
    // A platform thread: it must look also when all carriers of virtual threads are busy.
    this.thread = Thread.ofPlatform().daemon().name("database-watch").start(this::watch);
  }

  /** What makes the connections that it watches over. */
  DatabaseConnections watched() {
    return watched;
  }

  /** Whether the database is known to be out of reach. */
  boolean isAway() {
    return away;
  }

  private void watch() {
    long answered = System.nanoTime();
    try {
      while (!over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        String silence = silence();
        if (silence == null) {
          back(answered);
          answered = System.nanoTime();
        } else if (over.getCount() > 0) {
          gone(silence);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void back(long answered) {
    if (away) {
      away = false;
      long seconds = Duration.ofNanos(System.nanoTime() - answered).toSeconds();
      log.warn("the database is back after {} s; requests are served again", seconds);
    }
  }

  private void gone(String why) {
    if (!away) {
      away = true;
      log.warn(
          "the database does not answer ({}): requests that need it get 503 until it is back", why);
    }
    watched.cutAll();
  }

  /** Null when the database answers; else why it does not. */
  private @Nullable String silence() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    SQLException why = ask();
    while (why != null && DatabaseAway.isCauseOf(why)) {
      if (System.nanoTime() - end >= 0
          || over.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        return why.getMessage();
      }
      why = ask();
    }
    // An error that the database itself reported, such as a password that changed, is an answer.
    return null;
  }

  private @Nullable SQLException ask() {
    try {
      if (own == null) {
        own = source.getConnection();
        own.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      }
      try (Statement question = own.createStatement()) {
        question.execute("SELECT 1");
      }
      return null;
    } catch (SQLException e) {
      leave();
      return e;
    }
  }

  private void leave() {
    Connection left = own;
    own = null;
    if (left != null) {
      try {
        left.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the watch's connection was closed already: {}", e.toString());
      }
    }
  }

  /** Ends every wait for the database: this server has ended. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watched.cutAll();
    if (!thread.isAlive()) {
      leave();
    }
  }
}
