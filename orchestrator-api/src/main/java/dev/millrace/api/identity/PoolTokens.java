package dev.millrace.api.identity;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.identity.Credentials.Named;
import dev.millrace.api.problems.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What enrols workers in a pool. Revoking a pool token ends every worker session that it opened:
 * the scheduler's {@code Sessions} do that, in the same commit or a second later.
 */
@Service
public class PoolTokens {
  private static final String PREFIX = "mlp";

  private final JdbcClient sql;
  private final Audit audit;

  PoolTokens(JdbcClient sql, Audit audit) {
    this.sql = sql;
    this.audit = audit;
  }

  /** Who opens a worker session. */
  public record Enrolment(UUID poolToken, String pool) {}

  /**
   * A pool token as it is shown.
   *
   * @param secret only in the answer that made it
   */
  public record PoolToken(
      UUID id,
      String pool,
      String name,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable String secret) {}

  /** Makes a token of this pool; the answer alone carries its secret. */
  @Transactional
  public PoolToken issue(Caller by, String pool, String name) {
    requirePool(pool);
    if (name.isBlank() || name.length() > 100) {
      throw Problem.invalid("BAD_NAME", "a pool token needs a name of 1 to 100 characters")
          .exception();
    }
    var made = insert(pool, name);
    audit.record(by, "pool_token.create", pool + "/" + name, null, null);
    return made;
  }

  /**
   * Makes a token for a worker inside this very process or on this machine; recorded as the
   * server's own doing.
   */
  @Transactional
  public PoolToken issueForServer(String pool, String name) {
    requirePool(pool);
    sql.sql(
            """
            UPDATE pool_token SET revoked_at = millrace_now()
             WHERE pool = ? AND name = ? AND revoked_at IS NULL""")
        .params(pool, name)
        .update();
    var made = insert(pool, name);
    audit.record(null, "server", "pool_token.create", pool + "/" + name, null);
    return made;
  }

  private PoolToken insert(String pool, String name) {
    String secret = Credentials.secret();
    var credential = new Named(Generators.timeBasedEpochGenerator().generate(), secret);
    Instant created =
        sql.sql(
                "INSERT INTO pool_token (id, pool, name, hash) VALUES (?, ?, ?, ?) RETURNING created_at")
            .params(credential.id(), pool, name, Credentials.hash(secret))
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    return new PoolToken(credential.id(), pool, name, created, null, credential.text(PREFIX));
  }

  /** The pool behind this bearer token; empty when it is unknown or revoked. */
  public Optional<Enrolment> authenticate(String bearer) {
    record Row(String hash, String pool) {}
    return Named.parse(PREFIX, bearer)
        .flatMap(
            credential ->
                sql.sql(
                        "SELECT encode(hash, 'hex'), pool FROM pool_token WHERE id = ? AND revoked_at IS NULL")
                    .param(credential.id())
                    .query((row, n) -> new Row(row.getString(1), row.getString(2)))
                    .optional()
                    .filter(row -> Credentials.matches(credential.secret(), row.hash()))
                    .map(row -> new Enrolment(credential.id(), row.pool())));
  }

  /** Notes that a worker enrolled with it. */
  @Transactional
  public void used(UUID poolToken) {
    sql.sql("UPDATE pool_token SET last_used_at = millrace_now() WHERE id = ?")
        .param(poolToken)
        .update();
  }

  /** The pool's tokens that are not revoked, newest first. */
  public List<PoolToken> of(String pool) {
    requirePool(pool);
    return sql.sql(
            """
            SELECT id, pool, name, created_at, last_used_at FROM pool_token
             WHERE pool = ? AND revoked_at IS NULL ORDER BY id DESC LIMIT 200""")
        .param(pool)
        .query(
            (row, n) -> {
              OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
              return new PoolToken(
                  row.getObject("id", UUID.class),
                  row.getString("pool"),
                  row.getString("name"),
                  row.getObject("created_at", OffsetDateTime.class).toInstant(),
                  used == null ? null : used.toInstant(),
                  null);
            })
        .list();
  }

  /**
   * Revokes a token: it opens no session any more, and the credentials of the sessions that it
   * opened are worth nothing. Twice is fine.
   */
  @Transactional
  public void revoke(Caller by, String pool, UUID id) {
    String name =
        sql.sql("SELECT name FROM pool_token WHERE id = ? AND pool = ?")
            .params(id, pool)
            .query(String.class)
            .optional()
            .orElseThrow(() -> Problem.notFound("pool token", id).exception());
    int revoked =
        sql.sql(
                "UPDATE pool_token SET revoked_at = millrace_now() WHERE id = ? AND revoked_at IS NULL")
            .param(id)
            .update();
    if (revoked > 0) {
      audit.record(by, "pool_token.revoke", pool + "/" + name, null, null);
    }
  }

  private void requirePool(String pool) {
    boolean known =
        sql.sql("SELECT EXISTS (SELECT FROM pool WHERE name = ?)")
            .param(pool)
            .query(Boolean.class)
            .single();
    if (!known) {
      throw Problem.notFound("pool", pool).exception();
    }
  }
}
