package dev.millrace.api.identity;

import dev.millrace.api.housekeeping.Chore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes credentials that are worth nothing any more: worker tokens, login links, browser sessions
 * and share links; and tries to sign in that count no more.
 */
@Component
class ExpiredCredentials implements Chore {
  private final JdbcClient sql;

  ExpiredCredentials(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "deleting expired credentials";
  }

  @Override
  public int sweep() {
    return sql.sql("DELETE FROM worker_token WHERE expires_at < millrace_now()").update()
        + sql.sql("DELETE FROM login_link WHERE expires_at < millrace_now()").update()
        + sql.sql(
                "DELETE FROM browser_session WHERE created_at < millrace_now() - interval '7 days'")
            .update()
        + sql.sql("DELETE FROM share_link WHERE expires_at < millrace_now() - interval '30 days'")
            .update()
        + sql.sql("DELETE FROM login_tries WHERE since < millrace_now() - interval '5 minutes'")
            .update()
        + sql.sql("DELETE FROM login_address WHERE last_at < millrace_now() - interval '30 days'")
            .update();
  }
}
