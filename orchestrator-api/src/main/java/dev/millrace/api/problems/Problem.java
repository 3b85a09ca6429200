package dev.millrace.api.problems;

import dev.millrace.dsl.StorableText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * One answer of the service that is not a success, in the shape of RFC 9457.
 *
 * @param type always {@code about:blank}; {@code code} tells problems apart
 * @param title the status in words
 * @param status the HTTP status
 * @param code a stable upper-case word that programs may test
 * @param detail one sentence: what happened
 * @param where the place in the author's text, when there is one
 * @param hint what to do about it
 * @param requestId what to look for in the server's log; set when the answer is written
 * @param problems every single finding, when there are several
 */
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    @Nullable Where where,
    @Nullable String hint,
    @Nullable String requestId,
    @Nullable List<Finding> problems) {

  /** A place in a text: file, line and column (from 1), and a JSON pointer. */
  public record Where(
      @Nullable String file,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String pointer) {}

  /** Whether a finding forbids the request or only deserves a look. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** One of several findings about one request. */
  public record Finding(
      String code,
      String message,
      @Nullable Where where,
      @Nullable String hint,
      Severity severity) {}

  /** A problem with this status, code and sentence. */
  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(
        "about:blank",
        status.getReasonPhrase(),
        status.value(),
        code,
        detail,
        null,
        null,
        null,
        null);
  }

  /** 400: the request could not be read. */
  public static Problem unreadable(String detail) {
    return of(HttpStatus.BAD_REQUEST, "UNREADABLE", detail);
  }

  /** 404: there is no such thing, or the caller may not know of it. */
  public static Problem notFound(String what, Object name) {
    return of(HttpStatus.NOT_FOUND, "NOT_FOUND", what + " '" + name + "' does not exist");
  }

  /** 409: the request is fine, the state of things forbids it. */
  public static Problem conflict(String code, String detail) {
    return of(HttpStatus.CONFLICT, code, detail);
  }

  /** 422: readable, but it cannot mean anything. */
  public static Problem invalid(String code, String detail) {
    return of(HttpStatus.UNPROCESSABLE_CONTENT, code, detail);
  }

  /** 403: known caller, known thing, not allowed. */
  public static Problem forbidden(String detail) {
    return of(HttpStatus.FORBIDDEN, "FORBIDDEN", detail);
  }

  /** The same problem with what to do about it. */
  public Problem hint(@Nullable String newHint) {
    return new Problem(type, title, status, code, detail, where, newHint, requestId, problems);
  }

  /** The same problem with its place. */
  public Problem at(@Nullable Where place) {
    return new Problem(type, title, status, code, detail, place, hint, requestId, problems);
  }

  /** The same problem with its single findings. */
  public Problem findings(List<Finding> findings) {
    return new Problem(
        type, title, status, code, detail, where, hint, requestId, List.copyOf(findings));
  }

  /**
   * The same problem as it is answered: with its request's id, and in texts that UTF-8 can write.
   */
  Problem answered(String id) {
    return new Problem(
        type,
        title,
        status,
        code,
        StorableText.cleaned(detail),
        cleaned(where),
        StorableText.cleanedOrNull(hint),
        id,
        problems == null ? null : problems.stream().map(Problem::cleaned).toList());
  }

  private static Finding cleaned(Finding finding) {
    return new Finding(
        finding.code(),
        StorableText.cleaned(finding.message()),
        cleaned(finding.where()),
        StorableText.cleanedOrNull(finding.hint()),
        finding.severity());
  }

  private static @Nullable Where cleaned(@Nullable Where where) {
    return where == null
        ? null
        : new Where(
            StorableText.cleanedOrNull(where.file()),
            where.line(),
            where.column(),
            StorableText.cleanedOrNull(where.pointer()));
  }

  /** This problem as what a service or a controller throws. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
