package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.AttemptState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A worker without kernels: speaks the protocol by hand. */
final class TestWorker {
  private TestServer server;
  private final UUID worker;
  private final UUID session;
  private final OpenedSession opened;
  private final int slots;
  private long claimNo;
  private long heartbeats;

  TestWorker(TestServer server, String pool, int slots) {
    this(server, UUID.randomUUID(), pool, slots);
  }

  TestWorker(TestServer server, UUID worker, String pool, int slots) {
    this.server = server;
    this.worker = worker;
    this.slots = slots;
    this.opened =
        server
            .sessions()
            .open(
                new NewSession(
                    worker, "w", UUID.randomUUID(), pool, slots, List.of(), "test", null));
    this.session = opened.session();
  }

  /** From now on it speaks with that server. */
  void goTo(TestServer other) {
    server = other;
  }

  UUID session() {
    return session;
  }

  UUID worker() {
    return worker;
  }

  OpenedSession opened() {
    return opened;
  }

  long lastClaim() {
    return claimNo;
  }

  /** What is there now, up to all slots. */
  List<Grant> claim() {
    return claim(slots, Duration.ZERO);
  }

  List<Grant> claim(int free, Duration wait) {
    try {
      return server.queue().claim(session, nextClaim(free), wait);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while it waited for work", e);
    }
  }

  ClaimRequest nextClaim(int free) {
    return new ClaimRequest(++claimNo, free);
  }

  /** The one grant that is there now, started. */
  Grant startOne() {
    List<Grant> grants = claim(1, Duration.ofSeconds(10));
    if (grants.size() != 1) {
      throw new AssertionError("expected one grant, got " + grants);
    }
    Grant grant = grants.getFirst();
    StartAnswer answer = start(grant);
    if (answer != StartAnswer.GO) {
      throw new AssertionError("expected to start, got " + answer);
    }
    return grant;
  }

  StartAnswer start(Grant grant) {
    return server.queue().start(session, grant.attempt(), grant.epoch());
  }

  CompletionAnswer succeed(Grant grant) {
    return complete(Ending.success(grant));
  }

  CompletionAnswer complete(Grant grant, AttemptState state, @Nullable String message) {
    return complete(Ending.of(grant, state).message(message));
  }

  CompletionAnswer complete(Ending ending) {
    return complete(ending.report());
  }

  CompletionAnswer complete(Completion completion) {
    return server.queue().complete(session, completion, null);
  }

  List<WorkerCommand> heartbeat(long settled, Set<UUID> attempts) {
    return heartbeat(settled, attempts, Duration.ZERO);
  }

  List<WorkerCommand> heartbeat(long settled, Set<UUID> attempts, Duration wait) {
    return heartbeat(new Heartbeat(++heartbeats, settled, attempts, Map.of(), false, null, wait));
  }

  List<WorkerCommand> heartbeat(Heartbeat heartbeat) {
    return heartbeatAt(server, heartbeat);
  }

  /** The next heartbeat, at another server. */
  List<WorkerCommand> heartbeatAt(TestServer other, long settled, Set<UUID> attempts) {
    return heartbeatAt(
        other,
        new Heartbeat(++heartbeats, settled, attempts, Map.of(), false, null, Duration.ZERO));
  }

  private List<WorkerCommand> heartbeatAt(TestServer at, Heartbeat heartbeat) {
    try {
      return at.sessions().heartbeat(session, heartbeat);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while it waited for commands", e);
    }
  }
}
