package dev.millrace.api.workers;

import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectLookup;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.scheduler.dispatch.Queue;
import dev.millrace.scheduler.dispatch.Report;
import dev.millrace.scheduler.dispatch.ReportAnswer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a worker tells of several attempts at once. A worker whose steps are short has many that
 * start and end at the same time: one request for all of them costs little more than one for each.
 */
@RestController
@RequestMapping(WorkerProtocol.ROOT)
class WorkerReportController {
  private final Queue queue;
  private final ReportMapping mapping;
  private final ProjectLookup attempts;

  WorkerReportController(Queue queue, ReportMapping mapping, ProjectLookup attempts) {
    this.queue = queue;
    this.mapping = mapping;
    this.attempts = attempts;
  }

  @PostMapping("/reports")
  @Requires(scope = Scope.WORKER)
  ReportsAnswer reports(WorkerCaller worker, @RequestBody ReportsRequest body) {
    List<ReportsRequest.Report> all = body.reports();
    if (all.size() > WorkerProtocol.MAX_REPORTS) {
      throw Problem.invalid(
              "TOO_MANY_REPORTS",
              "at most " + WorkerProtocol.MAX_REPORTS + " reports are taken together")
          .exception();
    }
    // No rule can look into a body: what is not this worker's is left unanswered here, and refused
    // when it is sent alone.
    Set<UUID> own =
        attempts.attemptsOf(
            worker.worker(), all.stream().map(ReportsRequest.Report::attempt).toList());
    List<Report> taken =
        all.stream()
            .filter(report -> own.contains(report.attempt()))
            .map(this::toDispatch)
            .toList();
    Iterator<ReportsAnswer.Answer> given = answers(worker, taken).iterator();
    List<ReportsAnswer.Answer> answers = new ArrayList<>();
    for (ReportsRequest.Report report : all) {
      answers.add(own.contains(report.attempt()) ? given.next() : ReportsAnswer.Answer.NONE);
    }
    return new ReportsAnswer(answers);
  }

  /** An answer for each report, in their order. */
  private List<ReportsAnswer.Answer> answers(WorkerCaller worker, List<Report> reports) {
    List<ReportAnswer> given = queue.report(worker.session(), reports);
    return IntStream.range(0, reports.size())
        .mapToObj(i -> mapping.answer(reports.get(i), given.get(i)))
        .toList();
  }

  private Report toDispatch(ReportsRequest.Report report) {
    if (report.start() != null && report.complete() == null) {
      return new Report.Start(report.attempt(), report.start().epoch());
    }
    if (report.complete() != null && report.start() == null) {
      return mapping.end(report.attempt(), report.complete());
    }
    throw Problem.invalid(
            "BAD_REPORT", "a report has a start or a complete, and not both: " + report.attempt())
        .exception();
  }
}
