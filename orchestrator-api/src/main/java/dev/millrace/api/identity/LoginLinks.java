package dev.millrace.api.identity;

import dev.millrace.api.MillraceProperties;
import dev.millrace.api.problems.Problem;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One-time ways in for people: valid for ten minutes and for one use. */
@Service
public class LoginLinks {
  private final JdbcClient sql;
  private final Principals principals;
  private final Audit audit;
  private final MillraceProperties properties;

  LoginLinks(JdbcClient sql, Principals principals, Audit audit, MillraceProperties properties) {
    this.sql = sql;
    this.principals = principals;
    this.audit = audit;
    this.properties = properties;
  }

  /**
   * A link.
   *
   * @param path what follows the server's address. The secret is in the fragment: no server or
   *     proxy ever logs it
   * @param url the whole address for people; absent without a base URL
   */
  public record LoginLink(String path, @Nullable URI url, Instant expiresAt) {}

  /**
   * A link for the user of this name; for whoever controls the server's process or is its
   * administrator.
   *
   * @throws dev.millrace.api.problems.ProblemException when there is no such user, or it is
   *     disabled
   */
  @Transactional
  public LoginLink issue(String userName) {
    UUID user =
        principals
            .find(userName)
            .filter(p -> p.kind() == PrincipalKind.USER && !p.disabled())
            .map(Principals.Principal::id)
            .orElseThrow(() -> Problem.notFound("user", userName).exception());
    sql.sql("DELETE FROM login_link WHERE expires_at < millrace_now()").update();
    String secret = Credentials.secret();
    Instant expires =
        sql.sql(
                """
                INSERT INTO login_link (hash, principal, expires_at)
                VALUES (?, ?, millrace_now() + interval '10 minutes') RETURNING expires_at""")
            .params(Credentials.hash(secret), user)
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    audit.record(user, userName, "login.link", userName, null);
    String path = "/login#t=" + secret;
    return new LoginLink(path, properties.publicAddress(path), expires);
  }

  /** Whose link this was; it is gone afterwards, also when two try at once. */
  @Transactional
  Optional<UUID> redeem(String secret) {
    return sql.sql(
            "DELETE FROM login_link WHERE hash = ? AND expires_at > millrace_now() RETURNING principal")
        .param(Credentials.hash(secret))
        .query(UUID.class)
        .optional();
  }
}
