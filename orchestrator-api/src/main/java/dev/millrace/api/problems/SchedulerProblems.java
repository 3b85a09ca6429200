package dev.millrace.api.problems;

import dev.millrace.scheduler.catalog.BlobNotFoundException;
import dev.millrace.scheduler.dispatch.InvalidParametersException;
import dev.millrace.scheduler.dispatch.NoSuchRunException;
import dev.millrace.scheduler.dispatch.RerunRefusedException;
import dev.millrace.scheduler.dispatch.RunRefusedException;
import dev.millrace.scheduler.dispatch.SessionGoneException;
import dev.millrace.scheduler.dispatch.StaleEpochException;
import dev.millrace.scheduler.secret.SecretKeyException;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the scheduler refuses, as problems. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SchedulerProblems {

  @ExceptionHandler
  ResponseEntity<Problem> parameters(InvalidParametersException e, HttpServletRequest request) {
    List<Problem.Finding> findings =
        e.problems().stream()
            .map(
                p ->
                    new Problem.Finding(
                        p.code(),
                        p.message(),
                        new Problem.Where(null, null, null, p.pointer()),
                        null,
                        Problem.Severity.ERROR))
            .toList();
    Problem.Finding first = findings.getFirst();
    return ProblemHandler.answer(
        Problem.invalid(first.code(), first.message()).at(first.where()).findings(findings),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(RunRefusedException e, HttpServletRequest request) {
    return ProblemHandler.answer(Problem.conflict("RUN_REFUSED", message(e)), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> rerun(RerunRefusedException e, HttpServletRequest request) {
    String code = e.reason().name();
    Problem problem =
        switch (e.reason()) {
          case STEP_UNKNOWN -> Problem.invalid(code, message(e));
          case STEPS_LIVE, RUN_NOT_OPEN, NOTHING_TO_RERUN, EDGES_DIFFER ->
              Problem.conflict(code, message(e));
        };
    List<Problem.Finding> findings =
        e.details().stream()
            .map(text -> new Problem.Finding(code, text, null, null, Problem.Severity.ERROR))
            .toList();
    return ProblemHandler.answer(
        findings.isEmpty() ? problem.hint(e.hint()) : problem.hint(e.hint()).findings(findings),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> noRun(NoSuchRunException e, HttpServletRequest request) {
    return ProblemHandler.answer(
        Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", message(e)), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> stale(StaleEpochException e, HttpServletRequest request) {
    return ProblemHandler.answer(Problem.conflict("STALE_EPOCH", message(e)), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> gone(SessionGoneException e, HttpServletRequest request) {
    return ProblemHandler.answer(
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            e.isRevoked() ? "SESSION_REVOKED" : "SESSION_GONE",
            message(e)),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> broken(BrokenDefinitionException e, HttpServletRequest request) {
    return ProblemHandler.answer(
        Problem.conflict("DEFINITION_BROKEN", "the stored definition is broken: " + message(e))
            .hint("deploy the Dag again; a run of the broken version can only be cancelled"),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> secretKey(SecretKeyException e, HttpServletRequest request) {
    return ProblemHandler.answer(Problem.conflict("SECRET_KEY", message(e)), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> noBlob(BlobNotFoundException e, HttpServletRequest request) {
    return ProblemHandler.answer(
        Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", message(e)), request);
  }

  private static String message(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
