package dev.millrace.api.workers;

import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.identity.WorkerTokens;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.dsl.StorableText;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.Command;
import dev.millrace.executor.protocol.HeartbeatAnswer;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.HeartbeatRequest.Undeliverable;
import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.scheduler.dispatch.Heartbeat;
import dev.millrace.scheduler.dispatch.NewSession;
import dev.millrace.scheduler.dispatch.OpenedSession;
import dev.millrace.scheduler.dispatch.Queue;
import dev.millrace.scheduler.dispatch.Sessions;
import dev.millrace.scheduler.dispatch.WorkerCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A worker's registration, its lease, and its wish for work. Long polls park on virtual threads.
 */
@RestController
@RequestMapping(WorkerProtocol.ROOT)
class WorkerSessionController {
  private static final int HEARTBEAT_SECONDS = 5;

  /** A worker kills its attempts this long before the server gives them to others. */
  private static final int FENCE_MARGIN_SECONDS = 15;

  private final Sessions sessions;
  private final Queue queue;
  private final GrantMapping grants;
  private final PoolTokens poolTokens;
  private final WorkerTokens workerTokens;

  WorkerSessionController(
      Sessions sessions,
      Queue queue,
      GrantMapping grants,
      PoolTokens poolTokens,
      WorkerTokens workerTokens) {
    this.sessions = sessions;
    this.queue = queue;
    this.grants = grants;
    this.poolTokens = poolTokens;
    this.workerTokens = workerTokens;
  }

  @PostMapping("/sessions")
  @Requires(scope = Scope.POOL_TOKEN)
  SessionAnswer open(PoolTokens.Enrolment enrolment, @RequestBody SessionRequest body) {
    if (!WorkerProtocol.accepts(body.protocol())) {
      throw Problem.of(
              HttpStatus.UPGRADE_REQUIRED,
              "UPGRADE",
              "the worker speaks protocol "
                  + body.protocol()
                  + ", the server "
                  + WorkerProtocol.OLDEST
                  + " to "
                  + WorkerProtocol.VERSION)
          .hint("run server and worker in the same version; upgrade servers first")
          .exception();
    }
    if (!body.pool().equals(enrolment.pool())) {
      throw Problem.of(
              HttpStatus.UNAUTHORIZED,
              "WRONG_POOL",
              "the token is for pool '" + enrolment.pool() + "', not for '" + body.pool() + "'")
          .exception();
    }
    if (!IntRange.WORKER_SLOTS.contains(body.slots())) {
      throw Problem.invalid(
              "BAD_SLOTS", "the slots that a worker offers are " + IntRange.WORKER_SLOTS)
          .exception();
    }
    for (String text : texts(body)) {
      String flaw = StorableText.flaw(text);
      if (flaw != null) {
        throw Problem.invalid("BAD_TEXT", "'" + StorableText.cleaned(text) + "' contains " + flaw)
            .exception();
      }
    }
    OpenedSession opened =
        sessions.open(
            new NewSession(
                body.worker(),
                body.name(),
                body.bootId(),
                body.pool(),
                body.slots(),
                body.mounts(),
                body.version(),
                enrolment.poolToken()));
    poolTokens.used(enrolment.poolToken());
    int ttl = Math.toIntExact(opened.leaseTtl().toSeconds());
    return new SessionAnswer(
        opened.session(),
        workerTokens.issue(opened.session(), enrolment.poolToken()),
        Math.toIntExact(WorkerTokens.LIFETIME.toSeconds()),
        ttl,
        Math.max(1, Math.min(HEARTBEAT_SECONDS, ttl / 4)),
        Math.max(1, Math.max(ttl - FENCE_MARGIN_SECONDS, ttl * 2 / 3)));
  }

  private static List<String> texts(SessionRequest body) {
    return Stream.concat(Stream.of(body.name(), body.version()), body.mounts().stream())
        .filter(Objects::nonNull)
        .toList();
  }

  @PostMapping("/claims")
  @Requires(scope = Scope.WORKER)
  ClaimAnswer claim(WorkerCaller worker, @RequestBody ClaimRequest body)
      throws InterruptedException {
    var claim = new dev.millrace.scheduler.dispatch.ClaimRequest(body.claimNo(), body.slots());
    return new ClaimAnswer(
        body.claimNo(),
        grants.toProtocol(queue.claim(worker.session(), claim, wait(body.waitMillis()))));
  }

  @PostMapping("/heartbeat")
  @Requires(scope = Scope.WORKER)
  HeartbeatAnswer heartbeat(WorkerCaller worker, @RequestBody HeartbeatRequest body)
      throws InterruptedException {
    var heartbeat =
        new Heartbeat(
            body.number(),
            body.settledClaims(),
            new HashSet<>(body.attempts()),
            body.undeliverable().stream()
                .collect(
                    Collectors.toMap(
                        Undeliverable::attempt, Undeliverable::reason, (first, next) -> first)),
            body.draining(),
            body.trouble(),
            wait(body.waitMillis()));
    List<Command> commands =
        sessions.heartbeat(worker.session(), heartbeat).stream()
            .map(WorkerSessionController::command)
            .toList();
    Optional<String> renewed = workerTokens.renew(worker);
    return new HeartbeatAnswer(
        renewed.orElse(null),
        renewed.isPresent() ? Math.toIntExact(WorkerTokens.LIFETIME.toSeconds()) : null,
        commands);
  }

  private static Duration wait(int millis) {
    return Duration.ofMillis(Math.clamp(millis, 0, WorkerProtocol.MAX_WAIT_MILLIS));
  }

  private static Command command(WorkerCommand command) {
    return switch (command) {
      case WorkerCommand.Cancel cancel ->
          new Command(Command.Kind.CANCEL, cancel.attempt(), cancel.reason());
      case WorkerCommand.Drain drain -> new Command(Command.Kind.DRAIN, null, null);
      case WorkerCommand.Drop drop -> new Command(Command.Kind.DROP, drop.attempt(), null);
    };
  }
}
