package dev.millrace.client;

import java.io.Serial;
import java.util.List;

/**
 * The server answered with a problem document (RFC 9457).
 *
 * <p>{@link #getMessage()} is made for people: the detail, then each single problem with its place
 * and hint.
 */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What kind of refusal it is: what a program can do about it. */
  public enum Kind {
    /** The token is missing, wrong or expired. */
    UNAUTHENTICATED,
    /** The token's role does not allow it. */
    FORBIDDEN,
    /** There is no such thing, or none that this token may see. */
    NOT_FOUND,
    /** It does not fit what is there now: somebody else changed it, or it is in the wrong state. */
    CONFLICT,
    /** The request itself is wrong; {@link #problems} says where. */
    INVALID,
    /** The server failed, or what stands before it did; trying again may help. */
    SERVER
  }

  private final int status;
  private final String code;
  private final String detail;
  private final transient List<ApiProblem> problems;

  ApiException(int status, String code, String detail, List<ApiProblem> problems, String hint) {
    super(text(code, detail, problems.stream().map(ApiProblem::toString).toList(), hint));
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.problems = List.copyOf(problems);
  }

  /** What kind of refusal it is. */
  public Kind kind() {
    return switch (status) {
      case 401 -> Kind.UNAUTHENTICATED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409, 412 -> Kind.CONFLICT;
      default -> status >= 500 ? Kind.SERVER : Kind.INVALID;
    };
  }

  /** Each single problem, where there are several; else none. */
  public List<ApiProblem> problems() {
    return problems;
  }

  /** HTTP status of the answer, 400–599. */
  public int status() {
    return status;
  }

  /**
   * The problem's stable code, for example {@code STEP_UNKNOWN}; {@code HTTP_<status>} where the
   * answer had none.
   */
  public String code() {
    return code;
  }

  /** What happened, in one sentence, without the remedy; empty if it is not known. */
  public String detail() {
    return detail;
  }

  private static String text(String code, String detail, List<String> problems, String hint) {
    // One problem with its place says all that the detail says.
    boolean told = problems.size() == 1 && problems.getFirst().contains(detail);
    var text = new StringBuilder(detail.isEmpty() ? code : told ? "" : detail);
    problems.forEach(p -> text.append(text.isEmpty() ? "" : "\n  ").append(p));
    if (!hint.isEmpty()) {
      text.append("\n  ").append(hint);
    }
    return text.toString();
  }
}
