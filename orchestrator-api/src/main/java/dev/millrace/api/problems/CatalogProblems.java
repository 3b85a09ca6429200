package dev.millrace.api.problems;

import dev.millrace.dsl.validation.ProblemCode.Kind;
import dev.millrace.dsl.validation.Where;
import dev.millrace.scheduler.catalog.CatalogException;
import dev.millrace.scheduler.catalog.ChangedMeanwhileException;
import dev.millrace.scheduler.catalog.ConflictException;
import dev.millrace.scheduler.catalog.DigestMismatchException;
import dev.millrace.scheduler.catalog.Finding;
import dev.millrace.scheduler.catalog.InvalidInputException;
import dev.millrace.scheduler.catalog.NotFoundException;
import dev.millrace.scheduler.catalog.TooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the catalog refuses, as problems. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class CatalogProblems {

  @ExceptionHandler
  ResponseEntity<Problem> refused(CatalogException e, HttpServletRequest request) {
    String message = String.valueOf(e.getMessage());
    Problem problem = Problem.of(status(e), e.code(), message).hint(e.hint().orElse(null));
    return ProblemHandler.answer(
        e instanceof InvalidInputException invalid ? detailed(problem, invalid) : problem, request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> digest(DigestMismatchException e, HttpServletRequest request) {
    return ProblemHandler.answer(
        Problem.invalid("DIGEST_MISMATCH", String.valueOf(e.getMessage()))
            .hint("send the bytes that the digest names"),
        request);
  }

  private static HttpStatus status(CatalogException e) {
    return switch (e) {
      case NotFoundException notFound -> HttpStatus.NOT_FOUND;
      case ConflictException conflict -> HttpStatus.CONFLICT;
      case ChangedMeanwhileException changed -> HttpStatus.PRECONDITION_FAILED;
      case TooLargeException tooLarge -> HttpStatus.CONTENT_TOO_LARGE;
      case InvalidInputException invalid -> status(invalid.kind());
    };
  }

  private static HttpStatus status(Kind kind) {
    return switch (kind) {
      case UNREADABLE -> HttpStatus.BAD_REQUEST;
      case TOO_BIG -> HttpStatus.CONTENT_TOO_LARGE;
      case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }

  private static Problem detailed(Problem problem, InvalidInputException e) {
    Problem.Finding first = finding(e.findings().getFirst());
    Problem placed = problem.at(first.where());
    return (placed.hint() == null && e.findings().size() == 1 ? placed.hint(first.hint()) : placed)
        .findings(findings(e.findings()));
  }

  /** What was found, as the API writes it. */
  public static List<Problem.Finding> findings(List<Finding> findings) {
    return findings.stream().map(CatalogProblems::finding).toList();
  }

  private static Problem.Finding finding(Finding finding) {
    return new Problem.Finding(
        finding.code(),
        finding.message(),
        where(finding.where()),
        finding.hint(),
        finding.isError() ? Problem.Severity.ERROR : Problem.Severity.WARNING);
  }

  private static Problem.@Nullable Where where(Where where) {
    boolean nowhere = where.file() == null && where.line() == 0 && where.pointer().isEmpty();
    return nowhere
        ? null
        : new Problem.Where(
            where.file(),
            where.line() == 0 ? null : where.line(),
            where.column() == 0 ? null : where.column(),
            where.pointer().isEmpty() ? null : where.pointer());
  }
}
