package dev.millrace.api.workers;

import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.executor.protocol.CompleteAnswer;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.EnvironmentAnswer;
import dev.millrace.executor.protocol.EnvironmentRequest;
import dev.millrace.executor.protocol.EventsAnswer;
import dev.millrace.executor.protocol.EventsRequest;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.dispatch.AttemptAccess;
import dev.millrace.scheduler.dispatch.AttemptEvents;
import dev.millrace.scheduler.dispatch.EnvironmentLocks;
import dev.millrace.scheduler.dispatch.Queue;
import dev.millrace.scheduler.dispatch.Report;
import dev.millrace.scheduler.store.AttemptEvent;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What a worker tells of an attempt it holds: its start, its events, its environment, its end. */
@RestController
@RequestMapping(WorkerProtocol.ROOT + "/attempts/{attempt}")
class WorkerAttemptController {
  private final Queue queue;
  private final AttemptEvents events;
  private final EnvironmentLocks locks;
  private final AttemptAccess access;
  private final ReportMapping reports;

  WorkerAttemptController(
      Queue queue,
      AttemptEvents events,
      EnvironmentLocks locks,
      AttemptAccess access,
      ReportMapping reports) {
    this.queue = queue;
    this.events = events;
    this.locks = locks;
    this.access = access;
    this.reports = reports;
  }

  @PostMapping("/start")
  @Requires(scope = Scope.WORKER)
  StartAnswer start(
      WorkerCaller worker, @PathVariable UUID attempt, @RequestBody StartRequest body) {
    return reports.answer(queue.start(worker.session(), attempt, body.epoch()));
  }

  /**
   * Takes events in the name of the session that ran the attempt: a worker that came back may
   * deliver late.
   */
  @PostMapping("/events")
  @Requires(scope = Scope.WORKER)
  EventsAnswer events(@PathVariable UUID attempt, @RequestBody EventsRequest body) {
    if (body.events().size() > WorkerProtocol.MAX_EVENTS_PER_BATCH) {
      throw Problem.invalid(
              "TOO_MANY_EVENTS",
              "a batch has at most " + WorkerProtocol.MAX_EVENTS_PER_BATCH + " events")
          .exception();
    }
    UUID session =
        Objects.requireNonNull(
            access.attempt(attempt).orElseThrow().session(),
            "an attempt of a worker has a session");
    List<AttemptEvent> stored = body.events().stream().map(WorkerAttemptController::event).toList();
    return new EventsAnswer(events.append(session, attempt, body.epoch(), stored));
  }

  private static AttemptEvent event(dev.millrace.executor.protocol.AttemptEvent event) {
    if (!(event.data() instanceof ObjectNode data)) {
      throw Problem.invalid("BAD_EVENT", "event " + event.seq() + " has no JSON object as its data")
          .exception();
    }
    return new AttemptEvent(event.seq(), event.kind(), event.at(), data);
  }

  @PostMapping("/environment")
  @Requires(scope = Scope.WORKER)
  EnvironmentAnswer environment(@PathVariable UUID attempt, @RequestBody EnvironmentRequest body) {
    if (!Digest.isDigest(body.requirementsDigest())) {
      throw Problem.invalid("BAD_DIGEST", "requirementsDigest is not a SHA-256 in lower-case hex")
          .exception();
    }
    return new EnvironmentAnswer(
        locks
            .lock(
                attempt,
                body.epoch(),
                body.interpreter(),
                body.platform(),
                body.requirementsDigest(),
                body.freeze())
            .orElse(null));
  }

  @PostMapping("/complete")
  @Requires(scope = Scope.WORKER)
  CompleteAnswer complete(
      WorkerCaller worker, @PathVariable UUID attempt, @RequestBody CompleteRequest body) {
    Report.End end = reports.end(attempt, body);
    return reports.answer(
        end.claim(), queue.complete(worker.session(), end.completion(), end.claim()));
  }
}
