package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.Command;
import dev.millrace.executor.protocol.HeartbeatAnswer;
import dev.millrace.executor.protocol.HeartbeatRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the session alive and obeys what the answers say, until the session ends or the thread is
 * interrupted.
 */
final class HeartbeatLoop {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatLoop.class);

  /** A server that repeats a command until it is done must not make this loop spin. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(500);

  private final Session session;
  private final Duration interval;
  private final BooleanSupplier draining;
  private final DiskRoom room;
  private final Runnable drain;
  private final Backoff backoff = new Backoff();

  /**
   * Beats for one session.
   *
   * @param interval how often; each request is parked for as long
   * @param drain what to do when the server asks for it
   */
  HeartbeatLoop(
      Session session, Duration interval, BooleanSupplier draining, DiskRoom room, Runnable drain) {
    this.session = session;
    this.interval = interval;
    this.draining = draining;
    this.room = room;
    this.drain = drain;
  }

  void run() {
    boolean reached = true;
    try {
      while (!session.hasEnded()) {
        long sentAt = session.lease().now();
        try {
          HeartbeatAnswer answer = session.client().heartbeat(request(reached));
          session.lease().contact(sentAt);
          if (!reached) {
            log.info("the server is back; work goes on");
            reached = true;
          }
          backoff.reset();
          obey(answer);
          pauseUntil(sentAt + SHORTEST_INTERVAL.toNanos());
        } catch (ServerUnavailableException e) {
          if (reached) {
            log.warn(
                "the server is not reached ({}); running steps go on for {} s and are stopped then",
                e.getMessage(),
                session.lease().remaining().toSeconds());
            reached = false;
          }
          backoff.pause();
        } catch (RefusedException e) {
          if (e.isRevoked()) {
            log.error("{}: its steps are killed now", e.getMessage());
            session.revoke();
            return;
          }
          log.warn(
              "the session is over: {}; its attempts are dropped and a new one is opened",
              e.getMessage());
          session.end();
        }
      }
    } catch (InterruptedException e) {
      log.debug("session {} beats no more", session.id());
    } catch (IOException e) {
      log.error("heartbeats cannot be sent; the session ends", e);
      session.end();
    }
  }

  /**
   * After an outage the first request is not parked: its answer decides whether the attempts live.
   */
  private HeartbeatRequest request(boolean parked) {
    String trouble = room.trouble();
    return session.heartbeat(draining.getAsBoolean(), parked ? interval : Duration.ZERO, trouble);
  }

  private void obey(HeartbeatAnswer answer) {
    if (answer.token() != null) {
      session.client().renew(answer.token());
    }
    for (Command command : answer.commands()) {
      switch (command.kind()) {
        case DRAIN -> drain.run();
        case CANCEL -> find(command).ifPresent(a -> a.cancel(reason(command, "cancelled")));
        case DROP ->
            find(command).ifPresent(a -> a.drop(reason(command, "the server took it back")));
      }
    }
  }

  private Optional<AttemptRun> find(Command command) {
    return Optional.ofNullable(command.attempt()).map(session.held()::get);
  }

  private static String reason(Command command, String otherwise) {
    return command.reason() == null ? otherwise : command.reason();
  }

  private void pauseUntil(long nanos) throws InterruptedException {
    long left = nanos - session.lease().now();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
