package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.ConnectedServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries rings between the servers of one database: what rings here is sent by NOTIFY, what is
 * heard by LISTEN rings here.
 *
 * <p>Sent after the commit, on a connection of its own and at most once in 10 ms: a transaction
 * with a pending NOTIFY holds a lock of the whole cluster through its commit. Losing any of it is
 * harmless, since every waiter also looks by itself; so nothing is sent twice and nothing is
 * stored.
 */
final class BellRelay implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(BellRelay.class);

  private static final String CHANNEL = "millrace";
  private static final Duration QUIET = Duration.ofMillis(10);
  private static final Duration LISTEN_FOR = Duration.ofMillis(200);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  // PostgreSQL takes less than 8,000 bytes; whoever has more to say says "all".
  private static final int LONGEST = 7_900;
  private static final String EVERYTHING = "*";

  private final DataSource dataSource;
  private final Bell bell;
  private final boolean enabled;
  private final String self = UUID.randomUUID().toString();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition pendingChanged = lock.newCondition();
  private Set<BellKey> pending = new LinkedHashSet<>();
  private volatile boolean running;
  private @Nullable Thread sender;
  private @Nullable Thread listener;

  /**
   * @param enabled whether it runs; without it the servers hear nothing of each other, and poll
   */
  BellRelay(DataSource dataSource, Bell bell, boolean enabled) {
    this.dataSource = dataSource;
    this.bell = bell;
    this.enabled = enabled;
    bell.relayTo(this::send);
  }

  @Override
  public void start() {
    running = true;
    sender = Thread.ofVirtual().name("bell-sender").start(this::sendLoop);
    listener = Thread.ofVirtual().name("bell-listener").start(this::listenLoop);
  }

  @Override
  public void stop() {
    running = false;
    try {
      if (sender != null) {
        sender.interrupt();
        sender.join(Duration.ofSeconds(5));
      }
      if (listener != null) {
        listener.join(Duration.ofSeconds(5)); // not interrupted: that would close its socket
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void send(BellKey key) {
    lock.lock();
    try {
      if (running && pending.add(key)) {
        pendingChanged.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendLoop() {
    while (running) {
      try {
        String payload = payload(takePending());
        try (Connection connection = dataSource.getConnection();
            PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
          notify.setString(1, CHANNEL);
          notify.setString(2, payload);
          notify.execute();
        }
        LockSupport.parkNanos(QUIET.toNanos());
      } catch (InterruptedException e) {
        return; // stopping
      } catch (SQLException e) {
        // The rings are gone; waiters elsewhere find out by themselves within half a second.
        log.debug("rings could not be sent, waiters poll: {}", e.toString());
        LockSupport.parkNanos(FIRST_RETRY.toNanos());
      }
    }
  }

  private Set<BellKey> takePending() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pending.isEmpty()) {
        pendingChanged.await();
      }
      Set<BellKey> taken = pending;
      pending = new LinkedHashSet<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private String payload(Set<BellKey> keys) {
    StringBuilder lines = new StringBuilder(self);
    for (BellKey key : keys) {
      lines.append('\n').append(key.kind().name()).append(' ').append(key.id());
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST
        ? lines.toString()
        : self + '\n' + EVERYTHING;
  }

  private void listenLoop() {
    Duration retry = FIRST_RETRY;
    while (running) {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(true);
        try (Statement listen = connection.createStatement()) {
          listen.execute(ConnectedServers.INTRODUCE);
          listen.execute(ConnectedServers.LISTEN);
        }
        retry = FIRST_RETRY;
        bell.ringAllHere(); // whatever rang while nobody listened
        hear(connection.unwrap(PGConnection.class));
        try (Statement unlisten = connection.createStatement()) {
          unlisten.execute("UNLISTEN *"); // the connection goes back to the pool
          unlisten.execute(ConnectedServers.LEAVE);
        }
      } catch (SQLException e) {
        if (running) {
          log.info("no rings from other servers ({}); listening again in {}", e.toString(), retry);
          LockSupport.parkNanos(retry.toNanos());
          retry = min(retry.multipliedBy(2), LAST_RETRY);
        }
      }
    }
  }

  private void hear(PGConnection connection) throws SQLException {
    while (running) {
      PGNotification @Nullable [] heard =
          connection.getNotifications(Math.toIntExact(LISTEN_FOR.toMillis()));
      if (heard != null) {
        for (PGNotification notification : heard) {
          hear(notification.getParameter());
        }
      }
    }
  }

  private void hear(String payload) {
    String[] lines = payload.split("\n", -1);
    if (lines[0].equals(self)) {
      return;
    }
    for (int i = 1; i < lines.length; i++) {
      int space = lines[i].indexOf(' ');
      if (space < 0) {
        bell.ringAllHere();
      } else {
        ring(lines[i].substring(0, space), lines[i].substring(space + 1));
      }
    }
  }

  private void ring(String kind, String id) {
    try {
      bell.ringHere(new BellKey(BellKey.Kind.valueOf(kind), id));
    } catch (IllegalArgumentException e) {
      log.debug("a server of another version rang '{}'; nobody here waits for that", kind);
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
