package dev.millrace.executor.worker;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which refusals are the server's own last word. A proxy, a login page or a server that is
 * half dead answers 401, 403 or 404, too, and knows nothing of the attempt: a worker that believed
 * it would give up work that is done.
 */
final class FinalRefusals {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{2,63}");

  /** About what was sent: the same request would be refused again. */
  private static final Set<Integer> CONTENT = Set.of(400, 409, 413, 415, 422);

  private static final Set<String> SESSION =
      Set.of("UNAUTHENTICATED", "SESSION_GONE", "SESSION_REVOKED");
  private static final Set<String> ENROLMENT =
      Set.of("UNAUTHENTICATED", "SESSION_REVOKED", "WRONG_POOL", "UPGRADE");
  private static final Set<String> ATTEMPT = Set.of("NOT_YOUR_ATTEMPT", "NOT_FOUND");
  private static final Set<String> SNAPSHOT = Set.of("NOT_FOUND");

  private FinalRefusals() {}

  /**
   * Whether the worker may act on the answer.
   *
   * @param path the call's, below the protocol's root
   * @param code the problem's; empty if the answer is no problem document
   */
  static boolean covers(String path, int status, String code) {
    if (!CODE.matcher(code).matches()) {
      return false;
    }
    return CONTENT.contains(status)
        || switch (path.split("/", 2)[0]) {
          case "sessions" -> ENROLMENT.contains(code);
          case "attempts" -> ATTEMPT.contains(code) || SESSION.contains(code);
          case "snapshots" -> SNAPSHOT.contains(code) || SESSION.contains(code);
          default -> SESSION.contains(code);
        };
  }
}
