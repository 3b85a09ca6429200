package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Credentials of worker sessions: ten minutes each, renewed by heartbeats, worth nothing once the
 * session ended.
 */
@Service
public class WorkerTokens {
  /** How long a token is valid. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String PREFIX = "mls_";

  private final JdbcClient sql;

  WorkerTokens(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A new token for the session; earlier ones stay valid until they expire.
   *
   * @throws dev.millrace.api.problems.ProblemException if the pool's token was revoked
   */
  @Transactional
  public String issue(UUID session, UUID poolToken) {
    sql.sql("DELETE FROM worker_token WHERE session = ? AND expires_at < millrace_now()")
        .param(session)
        .update();
    String secret = PREFIX + Credentials.secret();
    int made =
        sql.sql(
                """
                INSERT INTO worker_token (hash, session, pool_token, expires_at)
                SELECT ?, ?, id, millrace_now() + make_interval(secs => ?)
                  FROM pool_token WHERE id = ? AND revoked_at IS NULL""")
            .params(Credentials.hash(secret), session, LIFETIME.toSeconds(), poolToken)
            .update();
    if (made == 0) {
      throw revoked();
    }
    return secret;
  }

  /** A new token when the given one has lived half its time; empty when it is fresh enough. */
  @Transactional
  public Optional<String> renew(WorkerCaller caller) {
    boolean fresh =
        sql.sql(
                """
                SELECT EXISTS (SELECT FROM worker_token WHERE session = ?
                                AND expires_at > millrace_now() + make_interval(secs => ?))""")
            .params(caller.session(), LIFETIME.toSeconds() / 2)
            .query(Boolean.class)
            .single();
    return fresh ? Optional.empty() : Optional.of(issue(caller.session(), caller.poolToken()));
  }

  /**
   * The worker behind a session token; empty when the token expired or its session ended.
   *
   * @throws dev.millrace.api.problems.ProblemException if the pool's token was revoked
   */
  public Optional<WorkerCaller> authenticate(String bearer) {
    if (!bearer.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return sql.sql(
            """
            SELECT s.id, s.worker, s.pool, p.id, s.revoked OR p.revoked_at IS NOT NULL
              FROM worker_token t
              JOIN worker_session s ON s.id = t.session
              JOIN pool_token p ON p.id = coalesce(s.pool_token, t.pool_token)
             WHERE t.hash = ? AND t.expires_at > millrace_now()
               AND (s.ended_at IS NULL OR s.revoked)""")
        .param(Credentials.hash(bearer))
        .query(
            (row, n) -> {
              if (row.getBoolean(5)) {
                throw revoked();
              }
              return new WorkerCaller(
                  row.getObject(1, UUID.class),
                  row.getObject(2, UUID.class),
                  row.getString(3),
                  row.getObject(4, UUID.class));
            })
        .optional();
  }

  private static ProblemException revoked() {
    return Problem.of(
            HttpStatus.UNAUTHORIZED,
            "SESSION_REVOKED",
            "the pool's token that let this worker in was revoked")
        .hint("an administrator makes another one under Workers")
        .exception();
  }
}
