package dev.millrace.api.identity;

import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signed-in browsers. A session is made new at every sign-in, so one that was planted before is
 * worth nothing; it ends after 8 hours without use and after 7 days in any case.
 */
@Service
public class BrowserSessions {
  private static final String VALID =
      " created_at > millrace_now() - interval '7 days' AND last_used_at > millrace_now() - interval '8 hours'";

  private final JdbcClient sql;
  private final Principals principals;
  private final Bell bell;

  BrowserSessions(JdbcClient sql, Principals principals, Bell bell) {
    this.sql = sql;
    this.principals = principals;
    this.bell = bell;
  }

  /** Opens a session and returns the cookie's value; the database has only its hash. */
  @Transactional
  String open(UUID principal) {
    sql.sql("DELETE FROM browser_session WHERE principal = ? AND NOT (" + VALID + ")")
        .param(principal)
        .update();
    String secret = Credentials.secret();
    sql.sql("INSERT INTO browser_session (hash, principal) VALUES (?, ?)")
        .params(Credentials.hash(secret), principal)
        .update();
    return secret;
  }

  /** The caller behind a cookie; empty when the session ended or its principal is disabled. */
  public Optional<Caller> authenticate(String cookie) {
    byte[] hash = Credentials.hash(cookie);
    record Row(UUID principal, boolean stale) {}
    var found =
        sql.sql(
                "SELECT principal, last_used_at < millrace_now() - interval '1 minute' AS stale"
                    + " FROM browser_session WHERE hash = ? AND"
                    + VALID)
            .param(hash)
            .query((row, n) -> new Row(row.getObject(1, UUID.class), row.getBoolean(2)))
            .optional();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get().stale()) {
      sql.sql("UPDATE browser_session SET last_used_at = millrace_now() WHERE hash = ?")
          .param(hash)
          .update();
    }
    return principals
        .find(found.get().principal())
        .filter(p -> !p.disabled())
        .map(p -> new Caller(p.id(), p.name(), p.kind(), principals.grants(p.id()), true));
  }

  /** Ends one session; ending it twice is fine. */
  @Transactional
  void close(String cookie) {
    sql.sql("DELETE FROM browser_session WHERE hash = ? RETURNING principal")
        .param(Credentials.hash(cookie))
        .query(UUID.class)
        .optional()
        .ifPresent(principal -> bell.ring(BellKey.access(principal)));
  }
}
