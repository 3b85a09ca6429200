package dev.millrace.api.identity;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.identity.Credentials.Named;
import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bearer tokens of users and service accounts. A token's rights are its principal's of that moment,
 * narrowed.
 */
@Service
public class Tokens {
  private static final String PREFIX = "mlr";
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String SELECT =
      """
      SELECT t.id, t.principal, t.name, t.role, j.name AS project, t.created_at, t.expires_at, t.last_used_at
        FROM token t LEFT JOIN project j ON j.id = t.project
      """;

  private final JdbcClient sql;
  private final Principals principals;
  private final Audit audit;
  private final Bell bell;

  Tokens(JdbcClient sql, Principals principals, Audit audit, Bell bell) {
    this.sql = sql;
    this.principals = principals;
    this.audit = audit;
    this.bell = bell;
  }

  /**
   * A token as it is shown.
   *
   * @param project its name; absent: wherever the principal may
   * @param secret only in the answer that made it
   */
  record Token(
      UUID id,
      String name,
      Role role,
      @Nullable String project,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable String secret) {}

  /**
   * Makes a token for the caller's own principal.
   *
   * @param lifetime at most 365 days
   * @return the only representation that ever carries the secret
   */
  @Transactional
  Token issue(
      Caller by,
      UUID principal,
      String name,
      Role role,
      @Nullable ProjectName project,
      Duration lifetime) {
    if (name.isBlank() || name.length() > 100) {
      throw Problem.invalid("BAD_NAME", "a token needs a name of 1 to 100 characters").exception();
    }
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
      throw Problem.invalid("BAD_LIFETIME", "a token lives from 1 to 365 days").exception();
    }
    String secret = Credentials.secret();
    var credential = new Named(Generators.timeBasedEpochGenerator().generate(), secret);
    sql.sql(
            """
            INSERT INTO token (id, principal, name, hash, role, project, expires_at)
            VALUES (?, ?, ?, ?, ?, CAST(? AS uuid), millrace_now() + make_interval(secs => ?))""")
        .params(
            Arrays.asList(
                credential.id(),
                principal,
                name,
                Credentials.hash(secret),
                role.text(),
                project == null ? null : project.id(),
                lifetime.toSeconds()))
        .update();
    audit.record(by, "token.create", name, project == null ? null : project.id(), role.text());
    Token stored =
        sql.sql(SELECT + " WHERE t.id = ?").param(credential.id()).query(Tokens::token).single();
    return new Token(
        stored.id(),
        stored.name(),
        stored.role(),
        stored.project(),
        stored.createdAt(),
        stored.expiresAt(),
        null,
        credential.text(PREFIX));
  }

  /** A project that a token is narrowed to. */
  record ProjectName(UUID id, String name) {}

  /**
   * The caller behind a bearer token; empty when it is unknown, expired, revoked or its principal
   * is disabled.
   */
  public Optional<Caller> authenticate(String bearer) {
    return Named.parse(PREFIX, bearer).flatMap(this::authenticate);
  }

  private Optional<Caller> authenticate(Named credential) {
    record Row(String hash, UUID principal, Role role, @Nullable UUID project, boolean stale) {}
    var found =
        sql.sql(
                """
                SELECT encode(hash, 'hex') AS hash, principal, role, project,
                       coalesce(last_used_at < millrace_now() - interval '1 minute', true) AS stale
                  FROM token WHERE id = ? AND revoked_at IS NULL AND expires_at > millrace_now()""")
            .param(credential.id())
            .query(
                (row, n) ->
                    new Row(
                        row.getString("hash"),
                        row.getObject("principal", UUID.class),
                        Role.parse(row.getString("role")),
                        row.getObject("project", UUID.class),
                        row.getBoolean("stale")))
            .optional()
            .filter(row -> Credentials.matches(credential.secret(), row.hash()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Row row = found.get();
    if (row.stale()) {
      sql.sql("UPDATE token SET last_used_at = millrace_now() WHERE id = ?")
          .param(credential.id())
          .update();
    }
    return principals
        .find(row.principal())
        .filter(p -> !p.disabled())
        .map(
            p ->
                new Caller(
                    p.id(),
                    p.name(),
                    p.kind(),
                    narrow(principals.grants(p.id()), row.role(), row.project()),
                    false));
  }

  /** The grants that are left under a token: never a higher role, never another project. */
  static List<Grant> narrow(List<Grant> grants, Role role, @Nullable UUID project) {
    return grants.stream()
        .filter(g -> project == null || g.covers(project))
        .map(g -> new Grant(Role.lower(g.role(), role), project == null ? g.project() : project))
        .toList();
  }

  List<Token> of(UUID principal) {
    return sql.sql(
            SELECT + " WHERE t.principal = ? AND t.revoked_at IS NULL ORDER BY t.id DESC LIMIT 200")
        .param(principal)
        .query(Tokens::token)
        .list();
  }

  /** Revokes a token: one's own, or as an administrator anyone's. Revoking twice is fine. */
  @Transactional
  void revoke(Caller by, UUID id) {
    record Owned(UUID principal, String name) {}
    Owned token =
        sql.sql("SELECT principal, name FROM token WHERE id = ?")
            .param(id)
            .query((row, n) -> new Owned(row.getObject(1, UUID.class), row.getString(2)))
            .optional()
            .filter(t -> t.principal().equals(by.principal()) || by.mayEverywhere(Role.ADMIN))
            .orElseThrow(() -> Problem.notFound("token", id).exception());
    int revoked =
        sql.sql("UPDATE token SET revoked_at = millrace_now() WHERE id = ? AND revoked_at IS NULL")
            .param(id)
            .update();
    if (revoked > 0) {
      bell.ring(BellKey.access(token.principal()));
      audit.record(by, "token.revoke", token.name(), null, null);
    }
  }

  private static Token token(java.sql.ResultSet row, int n) throws java.sql.SQLException {
    OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
    return new Token(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Role.parse(row.getString("role")),
        row.getString("project"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        used == null ? null : used.toInstant(),
        null);
  }
}
