package dev.millrace.api.identity;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People and programs, and their roles. Whatever takes rights away ends their browser sessions in
 * the same commit.
 */
@Service
class Principals {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");

  private final JdbcClient sql;
  private final Audit audit;
  private final Bell bell;

  Principals(JdbcClient sql, Audit audit, Bell bell) {
    this.sql = sql;
    this.audit = audit;
    this.bell = bell;
  }

  /** A principal as it is stored, without its password. */
  record Principal(UUID id, PrincipalKind kind, String name, boolean disabled, Instant createdAt) {}

  @Transactional
  public Principal create(Caller by, PrincipalKind kind, String name, @Nullable String hash) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.invalid("BAD_NAME", "'" + name + "' cannot be a user's name")
          .hint(
              "lower-case letters, digits and . _ @ -, beginning with a letter or digit, at most 63")
          .exception();
    }
    if (hash != null && kind == PrincipalKind.SERVICE) {
      throw Problem.invalid("SERVICE_PASSWORD", "a service account has no password")
          .hint("make it a token")
          .exception();
    }
    UUID id = Generators.timeBasedEpochGenerator().generate();
    int inserted =
        sql.sql(
                """
                INSERT INTO principal (id, kind, name, password_hash) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO NOTHING""")
            .params(java.util.Arrays.asList(id, kind.text(), name, hash))
            .update();
    if (inserted == 0) {
      throw Problem.conflict("NAME_TAKEN", "there is a user named '" + name + "' already")
          .exception();
    }
    audit.record(by, "user.create", name, null, kind.text());
    return find(id).orElseThrow();
  }

  Optional<Principal> find(UUID id) {
    return sql.sql("SELECT id, kind, name, disabled_at, created_at FROM principal WHERE id = ?")
        .param(id)
        .query(Principals::principal)
        .optional();
  }

  Optional<Principal> find(String name) {
    return sql.sql("SELECT id, kind, name, disabled_at, created_at FROM principal WHERE name = ?")
        .param(name)
        .query(Principals::principal)
        .optional();
  }

  Page<Principal> list(PageRequest page) {
    var rows =
        sql.sql(
                """
                SELECT id, kind, name, disabled_at, created_at FROM principal
                 WHERE name > coalesce(CAST(:after AS text), '') ORDER BY name LIMIT :fetch""")
            .param("after", page.after())
            .param("fetch", page.fetch())
            .query(Principals::principal)
            .list();
    return Page.of(rows, page, Principal::name);
  }

  /** A user and the stored hash that a password was compared with. */
  record Verified(UUID id, String name, String hash) {}

  /** The user of this name, if it may sign in with a password. */
  Optional<Verified> withPassword(String name) {
    return !NAME.matcher(name).matches()
        ? Optional.empty()
        : sql.sql(
                """
                SELECT id, name, password_hash FROM principal
                 WHERE name = ? AND kind = 'user' AND disabled_at IS NULL
                   AND password_hash IS NOT NULL""")
            .param(name)
            .query(
                (row, n) ->
                    new Verified(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("password_hash")))
            .optional();
  }

  /** Stores the same password in the present algorithm, unless another password came meanwhile. */
  Verified renewHash(Verified user, String hash) {
    int renewed =
        sql.sql("UPDATE principal SET password_hash = ? WHERE id = ? AND password_hash = ?")
            .params(hash, user.id(), user.hash())
            .update();
    return renewed == 0 ? user : new Verified(user.id(), user.name(), hash);
  }

  /**
   * Whether the user may still come in by what was compared. Holds the row, so that a new password
   * waits and then ends the session that is opened in this transaction.
   */
  @Transactional
  public boolean stillValid(Verified user) {
    return sql.sql(
            """
            SELECT 1 FROM principal
             WHERE id = ? AND password_hash = ? AND disabled_at IS NULL FOR SHARE""")
        .params(user.id(), user.hash())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean hasPassword(UUID principal) {
    return sql.sql("SELECT password_hash IS NOT NULL FROM principal WHERE id = ?")
        .param(principal)
        .query(Boolean.class)
        .single();
  }

  /**
   * Sets a new password and ends the user's sessions.
   *
   * @param hash of {@link Passwords#encode}, computed before the transaction
   */
  @Transactional
  public void setPassword(Caller by, UUID principal, String hash) {
    Principal user = existing(principal);
    if (user.kind() == PrincipalKind.SERVICE) {
      throw Problem.invalid("SERVICE_PASSWORD", "a service account has no password").exception();
    }
    sql.sql("UPDATE principal SET password_hash = ? WHERE id = ?").params(hash, principal).update();
    endSessions(principal);
    audit.record(by, "user.password", user.name(), null, null);
  }

  /**
   * Changes what is given and leaves what is null.
   *
   * @param hash the new password's, or null
   */
  @Transactional
  public Principal change(
      Caller by, UUID principal, @Nullable String hash, @Nullable Boolean disabled) {
    if (hash != null) {
      setPassword(by, principal, hash);
    }
    if (disabled != null) {
      setDisabled(by, principal, disabled);
    }
    return existing(principal);
  }

  /**
   * Disabling takes all access away at once: sessions end here, tokens are refused from here on.
   */
  @Transactional
  public void setDisabled(Caller by, UUID principal, boolean disabled) {
    Principal user = existing(principal);
    sql.sql(
            disabled
                ? "UPDATE principal SET disabled_at = coalesce(disabled_at, millrace_now()) WHERE id = ?"
                : "UPDATE principal SET disabled_at = NULL WHERE id = ?")
        .param(principal)
        .update();
    if (disabled) {
      endSessions(principal);
    }
    audit.record(by, disabled ? "user.disable" : "user.enable", user.name(), null, null);
    keepAnAdministrator();
  }

  /** What the principal may do now; nothing when it is disabled. */
  List<Grant> grants(UUID principal) {
    return sql.sql(
            """
            SELECT b.role, b.project FROM role_binding b JOIN principal p ON p.id = b.principal
             WHERE b.principal = ? AND p.disabled_at IS NULL ORDER BY b.id""")
        .param(principal)
        .query((row, n) -> new Grant(Role.parse(row.getString(1)), row.getObject(2, UUID.class)))
        .list();
  }

  Principal existing(UUID id) {
    return find(id).orElseThrow(() -> Problem.notFound("user", id).exception());
  }

  void endSessions(UUID principal) {
    sql.sql("DELETE FROM browser_session WHERE principal = ?").param(principal).update();
    sql.sql("DELETE FROM login_link WHERE principal = ?").param(principal).update();
    bell.ring(BellKey.access(principal));
  }

  /** Refuses the change that would lock everyone out; called last in its transaction. */
  void keepAnAdministrator() {
    sql.sql("SELECT pg_advisory_xact_lock(hashtext('millrace_administrators'))")
        .query((row, n) -> 1)
        .single();
    boolean left =
        sql.sql(
                """
                SELECT EXISTS (SELECT FROM role_binding b JOIN principal p ON p.id = b.principal
                                WHERE b.role = 'admin' AND b.project IS NULL AND p.disabled_at IS NULL)""")
            .query(Boolean.class)
            .single();
    if (!left) {
      throw Problem.conflict("LAST_ADMIN", "nobody would be left who may administer this server")
          .hint("make someone else an administrator first")
          .exception();
    }
  }

  private static Principal principal(ResultSet row, int n) throws SQLException {
    return new Principal(
        row.getObject("id", UUID.class),
        PrincipalKind.parse(row.getString("kind")),
        row.getString("name"),
        row.getObject("disabled_at") != null,
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
