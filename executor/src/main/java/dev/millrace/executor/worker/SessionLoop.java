package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session with the server: opens one, serves it until it ends, opens the next. */
final class SessionLoop {
  private static final Logger log = LoggerFactory.getLogger(SessionLoop.class);

  /**
   * Cancelling takes 12 s at most; completing needs a moment more. Together with the farewell it
   * leaves time to kill what is left within the 20 s that a stop may take.
   */
  private static final Duration STOP = Duration.ofSeconds(15);

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /** Between a session that the server ended and the next one. */
  private static final long PAUSE_MILLIS = 200;

  private static final Duration FOREVER = Duration.ofDays(365);

  private final WorkerSettings settings;
  private final SessionRequest request;
  private final Transport transport;
  private final Leftovers leftovers;
  private final Slots slots;
  private final DiskRoom room;
  private final AtomicBoolean draining;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Serving serving;
  private boolean leftoversSent;
  private volatile boolean stopping;
  private volatile @Nullable Thread opening;

  /** What opened the newest session. Used by the thread of {@link #run} only. */
  private String usedToken = "";

  SessionLoop(
      WorkerSettings settings,
      UUID instance,
      Transport transport,
      Leftovers leftovers,
      Slots slots,
      DiskRoom room,
      AtomicBoolean draining) {
    this.settings = settings;
    this.request =
        new SessionRequest(
            WorkerProtocol.VERSION,
            instance,
            settings.name(),
            UUID.randomUUID(),
            settings.pool(),
            settings.slots(),
            List.copyOf(settings.mounts().keySet()),
            settings.version());
    this.transport = transport;
    this.leftovers = leftovers;
    this.slots = slots;
    this.room = room;
    this.draining = draining;
  }

  /**
   * Serves until {@link #drain} or {@link #stop} are through.
   *
   * @throws IOException when the server refuses the worker for good; the message says why
   */
  void run(AttemptStarter starter) throws IOException, InterruptedException {
    leftovers.killProcesses();
    while (!stopping) {
      Session session = open(starter);
      if (session == null) {
        return;
      }
      Serving begun = new Serving(session);
      begin(begun);
      session.awaitEnd();
      begun.end();
      if (session.isRevoked() && settings.token().read().equals(usedToken)) {
        throw new IOException(
            "the token that let worker %s into pool %s was revoked; start it with another one"
                .formatted(settings.name(), settings.pool()));
      }
    }
  }

  /** Takes no more work; {@link #run} returns when what is there is done. */
  void drain() {
    if (draining.compareAndSet(false, true)) {
      log.info("worker {} takes no more work and stops when its steps are done", settings.name());
      lock.lock();
      try {
        if (serving == null) {
          stopping = true;
        } else {
          serving.endWhenIdle();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes no more work, ends the steps that still run after the grace, reports them, and lets
   * {@link #run} return; takes 20 s more than the grace at most.
   */
  void stop(Duration grace) throws InterruptedException {
    draining.set(true);
    stopping = true;
    Thread asking = opening;
    if (asking != null) {
      asking.interrupt();
    }
    Serving last;
    lock.lock();
    try {
      last = serving;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.stop(grace, "worker " + settings.name() + " was stopped");
    }
  }

  /** A new session; null when the worker was stopped before there was one. */
  private @Nullable Session open(AttemptStarter starter) throws IOException, InterruptedException {
    opening = Thread.currentThread();
    try {
      return openUnlessStopped(starter);
    } catch (InterruptedException e) {
      if (stopping) {
        return null;
      }
      throw e;
    } finally {
      opening = null;
    }
  }

  private @Nullable Session openUnlessStopped(AttemptStarter starter)
      throws IOException, InterruptedException {
    Backoff backoff = new Backoff();
    for (boolean told = false; !stopping; told = true) {
      long sentAt = System.nanoTime();
      usedToken = settings.token().read();
      try {
        SessionAnswer answer =
            transport.post("sessions", usedToken, request, SessionAnswer.class, Duration.ZERO);
        log.info(
            "worker {} serves pool {} with {} slots at {}",
            settings.name(),
            settings.pool(),
            settings.slots(),
            settings.server());
        var lease = new LeaseGuard(Duration.ofSeconds(answer.selfFenceSeconds()), System::nanoTime);
        lease.contact(sentAt);
        return new Session(answer, new SessionClient(transport, answer.token()), lease, starter);
      } catch (ServerUnavailableException e) {
        if (!told) {
          log.warn("{}; trying until it answers", e.getMessage());
        }
        backoff.pause();
      }
    }
    return null;
  }

  private void begin(Serving begun) {
    lock.lock();
    try {
      serving = begun;
      if (stopping) {
        begun.session.end();
      } else if (draining.get()) {
        begun.endWhenIdle();
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendLeftovers(Session session) {
    lock.lock();
    try {
      if (leftoversSent) {
        return;
      }
      leftoversSent = true;
    } finally {
      lock.unlock();
    }
    try {
      leftovers.sendSpools(session.client());
    } catch (InterruptedException e) {
      log.debug("the rest of what an earlier start left is sent after the next start");
    }
  }

  /** The threads of one session. */
  private final class Serving {
    private final Session session;
    private final Thread claims;
    private final List<Thread> others = new ArrayList<>();

    Serving(Session session) {
      this.session = session;
      Duration interval = Duration.ofSeconds(session.heartbeatSeconds());
      others.add(
          start(
              "heartbeat",
              new HeartbeatLoop(session, interval, draining::get, room, SessionLoop.this::drain)
                  ::run));
      others.add(start("fence", new FenceLoop(session)::run));
      others.add(start("leftovers", () -> sendLeftovers(session)));
      claims =
          start("claims", draining.get() ? () -> {} : new ClaimLoop(session, slots, room)::run);
    }

    private Thread start(String name, Runnable body) {
      // Platform threads: what keeps the lease must not wait for carriers that are busy.
      return Thread.ofPlatform().daemon().name("worker-" + name).start(body);
    }

    void endWhenIdle() {
      claims.interrupt();
      others.add(
          start(
              "drain",
              () -> {
                try {
                  claims.join();
                  stopping = session.held().awaitNone(FOREVER);
                  farewell();
                  session.end();
                } catch (InterruptedException e) {
                  log.debug("session {} ended before it was idle", session.id());
                }
              }));
    }

    void stop(Duration grace, String reason) throws InterruptedException {
      claims.interrupt();
      claims.join(FAREWELL);
      if (grace.isPositive() && !session.held().awaitNone(Duration.ZERO)) {
        log.info(
            "worker {} takes no more work; its {} steps have {} s to end",
            settings.name(),
            session.held().ids().size(),
            grace.toSeconds());
        session.held().awaitNone(grace);
      }
      session.held().forEach(attempt -> attempt.stop(reason));
      if (session.held().awaitNone(STOP)) {
        Thread farewell = start("farewell", this::sayFarewell);
        farewell.join(FAREWELL);
        farewell.interrupt();
      } else {
        log.warn("steps of worker {} could not be reported and are dropped", settings.name());
      }
      session.end();
    }

    private void sayFarewell() {
      try {
        farewell();
      } catch (InterruptedException e) {
        log.info("the server did not hear in time that worker {} stops", settings.name());
      }
    }

    /**
     * Tells that nothing is held and no claim is waited for, so that nothing is given to a worker
     * that goes.
     */
    private void farewell() throws InterruptedException {
      try {
        session.client().heartbeat(session.heartbeat(true, Duration.ZERO, null));
      } catch (IOException e) {
        log.info(
            "the server did not hear that worker {} stops: {}", settings.name(), e.getMessage());
      }
    }

    /** Returns when no process of the session's attempts is left, as the next session needs it. */
    void end() throws InterruptedException {
      claims.interrupt();
      others.forEach(Thread::interrupt);
      session.held().forEach(attempt -> attempt.drop("its session is over"));
      while (!session.held().awaitNone(STOP)) {
        log.warn("waiting for the processes of a session that is over");
      }
      TimeUnit.MILLISECONDS.sleep(stopping ? 0 : PAUSE_MILLIS);
    }
  }
}
