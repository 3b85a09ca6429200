package dev.millrace.executor.worker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of the test server's sessions, of which one is live. Guarded by the server's state.
 */
final class SessionTokens {
  private final Map<String, Boolean> live = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();

  /** Ends the session before and returns the token of a new one. */
  String open() {
    end();
    String token = "session-" + UUID.randomUUID();
    live.put(token, true);
    return token;
  }

  void end() {
    live.replaceAll((token, was) -> false);
  }

  /** Revokes all tokens so far. */
  void revoke() {
    revoked.addAll(live.keySet());
  }

  /** Refuses a token that is not that of the live session. */
  void require(String token) {
    if (revoked.contains(token)) {
      throw new Refusal(401, "SESSION_REVOKED");
    }
    if (!live.getOrDefault(token, false)) {
      throw new Refusal(401, "SESSION_GONE");
    }
  }
}
