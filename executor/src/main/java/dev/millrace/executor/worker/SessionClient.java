package dev.millrace.executor.worker;

import dev.millrace.executor.environment.EnvironmentLocks;
import dev.millrace.executor.environment.Interpreter;
import dev.millrace.executor.files.ProjectFiles;
import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.EnvironmentAnswer;
import dev.millrace.executor.protocol.EnvironmentRequest;
import dev.millrace.executor.protocol.EventsAnswer;
import dev.millrace.executor.protocol.EventsRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.HeartbeatAnswer;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.SnapshotManifest;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.UnpublishedAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The worker protocol's requests of one session, typed, with the session's token as it is renewed.
 */
final class SessionClient {
  private static final Duration NOT_PARKED = Duration.ofSeconds(15);

  private final Transport transport;
  private final Reporting reporting = new Reporting(this::report);
  private volatile String token;

  SessionClient(Transport transport, String token) {
    this.transport = transport;
    this.token = token;
  }

  void renew(String newToken) {
    token = newToken;
  }

  ClaimAnswer claim(ClaimRequest request) throws IOException, InterruptedException {
    Duration parked = Duration.ofMillis(request.waitMillis());
    return transport.post("claims", token, request, ClaimAnswer.class, parked);
  }

  HeartbeatAnswer heartbeat(HeartbeatRequest request) throws IOException, InterruptedException {
    Duration parked = Duration.ofMillis(request.waitMillis());
    return transport.post("heartbeat", token, request, HeartbeatAnswer.class, parked);
  }

  StartAnswer start(Grant grant) throws IOException, InterruptedException {
    var request = new StartRequest(grant.epoch());
    StartAnswer together =
        reporting.send(ReportsRequest.Report.start(grant.attempt(), request)).start();
    return together == null
        ? transport.post(of(grant, "start"), token, request, StartAnswer.class, NOT_PARKED)
        : together;
  }

  /**
   * Sends a batch.
   *
   * @return up to which number the server has every event
   */
  long events(UUID attempt, long epoch, List<AttemptEvent> events)
      throws IOException, InterruptedException {
    var request = new EventsRequest(epoch, events);
    String path = "attempts/" + attempt + "/events";
    return transport.post(path, token, request, EventsAnswer.class, NOT_PARKED).acknowledged();
  }

  CompleteAnswer complete(Grant grant, CompleteRequest request)
      throws IOException, InterruptedException {
    CompleteAnswer together =
        reporting.send(ReportsRequest.Report.complete(grant.attempt(), request)).complete();
    return together == null
        ? transport.post(of(grant, "complete"), token, request, CompleteAnswer.class, NOT_PARKED)
        : together;
  }

  private ReportsAnswer report(ReportsRequest request) throws IOException, InterruptedException {
    return transport.post("reports", token, request, ReportsAnswer.class, NOT_PARKED);
  }

  SnapshotManifest snapshot(String digest) throws IOException, InterruptedException {
    return transport.get("snapshots/" + digest, token, SnapshotManifest.class);
  }

  UnpublishedAnswer unpublished(Grant grant) throws IOException, InterruptedException {
    return transport.get(of(grant, "unpublished"), token, UnpublishedAnswer.class);
  }

  void upload(Grant grant, String digest, Path file) throws IOException, InterruptedException {
    transport.upload(of(grant, "files/" + digest), token, file);
  }

  /** The attempt's files; a download waits for a server that is away. */
  ProjectFiles.FileSource filesOf(Grant grant) {
    return new ProjectFiles.FileSource() {
      @Override
      public void snapshotFile(String digest, Path target)
          throws IOException, InterruptedException {
        download("snapshots/" + grant.snapshot() + "/files/" + digest, target);
      }

      @Override
      public void artifact(String digest, Path target) throws IOException, InterruptedException {
        download(of(grant, "files/" + digest), target);
      }
    };
  }

  private void download(String path, Path target) throws IOException, InterruptedException {
    Backoff.untilAnswered(
        "download of " + path,
        () -> {
          transport.download(path, token, target);
          return true;
        });
  }

  /** The locks of the attempt's project; a question waits for a server that is away. */
  EnvironmentLocks locksOf(Grant grant) {
    return new EnvironmentLocks() {
      @Override
      public Optional<String> find(Interpreter interpreter, String requirementsDigest)
          throws IOException, InterruptedException {
        var question =
            new EnvironmentRequest(
                grant.epoch(),
                interpreter.kind(),
                interpreter.platform(),
                requirementsDigest,
                null);
        return Optional.ofNullable(ask(question).freeze());
      }

      @Override
      public String offer(Interpreter interpreter, String requirementsDigest, String freeze)
          throws IOException, InterruptedException {
        var offer =
            new EnvironmentRequest(
                grant.epoch(),
                interpreter.kind(),
                interpreter.platform(),
                requirementsDigest,
                freeze);
        String counts = ask(offer).freeze();
        return counts == null ? freeze : counts;
      }

      private EnvironmentAnswer ask(EnvironmentRequest request)
          throws IOException, InterruptedException {
        return Backoff.untilAnswered(
            "the environment's lock",
            () ->
                transport.post(
                    of(grant, "environment"), token, request, EnvironmentAnswer.class, NOT_PARKED));
      }
    };
  }

  private static String of(Grant grant, String what) {
    return "attempts/" + grant.attempt() + "/" + what;
  }
}
