package dev.millrace.executor.worker;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.Command;
import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.EnvironmentAnswer;
import dev.millrace.executor.protocol.EnvironmentRequest;
import dev.millrace.executor.protocol.EventsAnswer;
import dev.millrace.executor.protocol.EventsRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.HeartbeatAnswer;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.PublishedArtifact;
import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.UnpublishedAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the test server knows of attempts. Its monitor is its lock and its bell. */
final class ServerState {
  /** One attempt as the server sees it. */
  static final class Attempt {
    final Grant grant;
    String state = "ready";
    long claimNo;
    boolean cancel;
    boolean stale;

    /** What its completions are answered with instead of an answer; null from it: taken. */
    Function<CompleteRequest, @Nullable Refusal> refusing = completion -> null;

    final List<CompleteRequest> completions = new ArrayList<>();
    @Nullable String session;
    @Nullable CompleteRequest completion;
    final List<AttemptEvent> events = new ArrayList<>();

    Attempt(Grant grant) {
      this.grant = grant;
    }

    UUID id() {
      return grant.attempt();
    }
  }

  int selfFenceSeconds = 75;
  boolean draining;
  String otherPoolToken = ProtocolServer.POOL_TOKEN;
  @Nullable String trouble;
  long heartbeats;
  private long settledClaims;
  final StoredFiles files = new StoredFiles();
  private final SessionTokens tokens = new SessionTokens();
  private final EnvironmentLocks locks = new EnvironmentLocks();
  final List<SessionRequest> sessions = new ArrayList<>();
  final List<String> lost = new ArrayList<>();

  /** Steps that a heartbeat left out although a process of theirs was there. */
  final List<String> unlistedTooEarly = new ArrayList<>();

  final Map<UUID, String> undeliverable = new HashMap<>();
  private final Map<UUID, Attempt> attempts = new HashMap<>();
  private final ArrayDeque<Attempt> ready = new ArrayDeque<>();
  private long epochs;

  // What tests arrange.

  /** Stores files; returns the digest of their snapshot. */
  String snapshot(Map<String, String> texts) {
    return files.snapshot(texts);
  }

  /** The stored file of that digest. */
  String text(String digest) {
    return files.text(digest);
  }

  /** As when an administrator revokes the token that opened every session so far. */
  synchronized void revokeSessions() {
    tokens.revoke();
    notifyAll();
  }

  synchronized void endSessions() {
    tokens.end();
    notifyAll();
  }

  /** Queues a step: {@code json} is its canonical form with {@code '} for {@code "}. */
  synchronized Attempt submit(
      String snapshot, String step, String json, String parameters, Attempt... upstream) {
    List<InputArtifact> inputs = new ArrayList<>();
    for (Attempt producer : upstream) {
      for (PublishedArtifact a : completionOf(producer).artifacts()) {
        inputs.add(
            new InputArtifact(a.path(), a.digest(), a.size(), a.mode(), producer.grant.step()));
      }
    }
    return queue(TestGrants.of(++epochs, snapshot, step, json, parameters, inputs));
  }

  /** Queues a notebook that runs as it is. */
  synchronized Attempt submitAsItIs(String snapshot, String path, String runParameters) {
    return queue(TestGrants.asItIs(++epochs, snapshot, path, runParameters));
  }

  private Attempt queue(Grant grant) {
    Attempt attempt = new Attempt(grant);
    attempts.put(attempt.id(), attempt);
    ready.add(attempt);
    notifyAll();
    return attempt;
  }

  synchronized void cancel(Attempt attempt) {
    attempt.cancel = true;
    notifyAll();
  }

  /** From now on every write about the attempt is refused. */
  synchronized void makeStale(Attempt attempt) {
    attempt.stale = true;
  }

  /** As a server that lost what it had stored. */
  synchronized void forgetEvents(Attempt attempt) {
    attempt.events.clear();
  }

  synchronized CompleteRequest completionOf(Attempt attempt) {
    if (attempt.completion == null) {
      throw new AssertionError(attempt.grant.step() + " is not completed but " + attempt.state);
    }
    return attempt.completion;
  }

  CompleteRequest awaitCompletion(Attempt attempt) throws InterruptedException {
    await(attempt.grant.step() + " completes", () -> attempt.completion != null);
    return completionOf(attempt);
  }

  synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited in vain: " + what);
      }
      wait(200);
    }
  }

  /** All text of the attempt's log so far. */
  synchronized String log(Attempt attempt) {
    StringBuilder text = new StringBuilder();
    for (AttemptEvent event : attempt.events) {
      if (event.kind().equals("log")) {
        text.append(event.data().path("text").asString());
      }
    }
    return text.toString();
  }

  synchronized List<String> kinds(Attempt attempt) {
    return attempt.events.stream().map(AttemptEvent::kind).toList();
  }

  /** What people should know, each as {@code CODE message}. */
  synchronized List<String> warnings(Attempt attempt) {
    return attempt.events.stream()
        .filter(event -> event.kind().equals("warning"))
        .map(
            event ->
                event.data().path("code").asString()
                    + " "
                    + event.data().path("message").asString())
        .toList();
  }

  // What the protocol does.

  synchronized SessionAnswer open(String poolToken, SessionRequest request) {
    if (!poolToken.equals(ProtocolServer.POOL_TOKEN) && !poolToken.equals(otherPoolToken)) {
      throw new Refusal(401, "UNAUTHENTICATED");
    }
    for (Attempt attempt : attempts.values()) {
      if (attempt.state.equals("leased") || attempt.state.equals("running")) {
        lose(attempt, "new session");
      }
    }
    String token = tokens.open();
    settledClaims = 0;
    sessions.add(request);
    notifyAll();
    return new SessionAnswer(UUID.randomUUID(), token, 600, 90, 1, selfFenceSeconds);
  }

  synchronized void authorise(String token) {
    tokens.require(token);
  }

  synchronized ClaimAnswer claim(String token, ClaimRequest request) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMillis(request.waitMillis()).toNanos();
    while ((ready.isEmpty() || draining)
        && request.claimNo() > settledClaims
        && System.nanoTime() - deadline < 0) {
      wait(200);
      authorise(token);
    }
    if (request.claimNo() <= settledClaims) {
      return new ClaimAnswer(request.claimNo(), List.of());
    }
    return new ClaimAnswer(request.claimNo(), lease(request.claimNo(), request.slots()));
  }

  private List<Grant> lease(long claimNo, int slots) {
    List<Grant> grants = new ArrayList<>();
    while (!draining && !ready.isEmpty() && grants.size() < slots) {
      Attempt attempt = ready.remove();
      attempt.state = "leased";
      attempt.claimNo = claimNo;
      grants.add(attempt.grant);
    }
    return grants;
  }

  synchronized HeartbeatAnswer heartbeat(String token, HeartbeatRequest request)
      throws InterruptedException {
    settledClaims = request.settledClaims();
    draining = request.draining();
    request.undeliverable().forEach(u -> undeliverable.put(u.attempt(), u.reason()));
    trouble = request.trouble();
    heartbeats++;
    notifyAll();
    for (Attempt attempt : attempts.values()) {
      boolean closed = attempt.claimNo <= request.settledClaims();
      if ((attempt.state.equals("leased") || attempt.state.equals("running"))
          && closed
          && !request.attempts().contains(attempt.id())) {
        if (!TestKernels.processes(WorkerRig.marker(attempt)).isEmpty()) {
          unlistedTooEarly.add(attempt.grant.step());
        }
        lose(attempt, "unlisted");
      }
    }
    long deadline = System.nanoTime() + Duration.ofMillis(request.waitMillis()).toNanos();
    while (commands().isEmpty() && System.nanoTime() - deadline < 0) {
      wait(100);
      authorise(token);
    }
    return new HeartbeatAnswer(null, null, commands());
  }

  private List<Command> commands() {
    Stream<Command> cancels =
        attempts.values().stream()
            .filter(a -> a.cancel && (a.state.equals("running") || a.state.equals("leased")))
            .map(a -> new Command(Command.Kind.CANCEL, a.id(), "cancelled by anna"));
    Stream<Command> drops =
        undeliverable.keySet().stream().map(id -> new Command(Command.Kind.DROP, id, null));
    return Stream.concat(cancels, drops).toList();
  }

  private void lose(Attempt attempt, String why) {
    attempt.state = "lost";
    lost.add(attempt.grant.step() + ": " + why);
    notifyAll();
  }

  synchronized StartAnswer start(UUID id, StartRequest request) {
    Attempt attempt = find(id);
    if (attempt.grant.epoch() != request.epoch()
        || !(attempt.state.equals("leased") || attempt.state.equals("running"))) {
      return new StartAnswer(StartAnswer.Answer.VOID);
    }
    attempt.state = "running";
    notifyAll();
    return new StartAnswer(attempt.cancel ? StartAnswer.Answer.CANCELLED : StartAnswer.Answer.GO);
  }

  synchronized EventsAnswer events(UUID id, EventsRequest request) {
    Attempt attempt = find(id);
    if (attempt.stale) {
      throw new Refusal(409, "STALE_EPOCH");
    }
    for (AttemptEvent event : request.events()) {
      if (event.seq() == attempt.events.size() + 1) {
        attempt.events.add(event);
      }
    }
    notifyAll();
    return new EventsAnswer(attempt.events.size());
  }

  synchronized CompleteAnswer complete(UUID id, CompleteRequest request) {
    Attempt attempt = find(id);
    boolean repeated = attempt.completion != null;
    attempt.completions.add(request);
    notifyAll();
    Refusal refusal = attempt.refusing.apply(request);
    if (refusal != null) {
      throw refusal;
    }
    if (attempt.stale || attempt.state.equals("lost") || attempt.grant.epoch() != request.epoch()) {
      throw new Refusal(409, "STALE_EPOCH");
    }
    if (attempt.events.size() < request.lastEvent()) {
      return new CompleteAnswer(false, attempt.events.size() + 1L, List.of(), null);
    }
    for (PublishedArtifact artifact : request.artifacts()) {
      files.blob(artifact.digest());
    }
    attempt.completion = request.withClaim(null);
    attempt.state = request.state().name();
    notifyAll();
    CompleteRequest.Claim claim = request.claim();
    return claim == null || repeated
        ? new CompleteAnswer(true, null, List.of(), null)
        : new CompleteAnswer(true, null, lease(claim.claimNo(), claim.slots()), claim.claimNo());
  }

  synchronized EnvironmentAnswer environment(UUID id, EnvironmentRequest request) {
    find(id);
    return locks.answer(request);
  }

  synchronized UnpublishedAnswer unpublished(UUID id) {
    List<UnpublishedAnswer.Entry> files = new ArrayList<>();
    for (Attempt other : attempts.values()) {
      for (AttemptEvent event : other.events) {
        if (event.kind().equals("unpublished") && !other.id().equals(id)) {
          event
              .data()
              .path("paths")
              .forEach(
                  path ->
                      files.add(new UnpublishedAnswer.Entry(path.asString(), other.grant.step())));
        }
      }
    }
    return new UnpublishedAnswer(files);
  }

  private Attempt find(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      throw new Refusal(404, "NOT_FOUND");
    }
    return attempt;
  }
}
