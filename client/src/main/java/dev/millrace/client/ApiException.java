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

  private final int status;
  private final String code;

  ApiException(int status, String code, String detail, List<String> problems, String hint) {
    super(text(code, detail, problems, hint));
    this.status = status;
    this.code = code;
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
