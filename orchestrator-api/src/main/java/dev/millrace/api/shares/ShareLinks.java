package dev.millrace.api.shares;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.MillraceProperties;
import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Credentials;
import dev.millrace.api.identity.PrincipalRights;
import dev.millrace.api.identity.Role;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.ProjectSettings;
import dev.millrace.scheduler.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, lists, revokes and finds share links. */
@Service
class ShareLinks {
  private static final int MOST_DAYS = 30;
  private static final int MOST_LISTED = 1000;
  private static final String SELECT =
      """
      SELECT l.id, d.name AS dag, l.step, a.run, l.attempt, p.name AS created_by, l.created_at, l.expires_at,
             l.last_used_at
        FROM share_link l JOIN dag d ON d.id = l.dag JOIN principal p ON p.id = l.created_by
        LEFT JOIN attempt a ON a.id = l.attempt
      """;

  private final JdbcClient sql;
  private final ProjectSettings settings;
  private final PrincipalRights rights;
  private final Audit audit;
  private final MillraceProperties properties;

  ShareLinks(
      JdbcClient sql,
      ProjectSettings settings,
      PrincipalRights rights,
      Audit audit,
      MillraceProperties properties) {
    this.sql = sql;
    this.settings = settings;
    this.rights = rights;
    this.audit = audit;
    this.properties = properties;
  }

  /**
   * What a link shows.
   *
   * @param dag its id
   * @param attempt null: the latest successful one of the step
   */
  record Target(UUID dag, String step, @Nullable UUID attempt) {}

  /**
   * Makes a link.
   *
   * @param days how long it lives, 1 to 30
   * @return the only representation that ever has its address
   */
  @Transactional
  public ShareLink create(Caller by, ProjectRef project, Target target, int days) {
    if (!settings.of(project.id()).shareLinks()) {
      throw Problem.conflict(
              "SHARE_LINKS_OFF", "project '" + project.name() + "' does not allow share links")
          .hint("an administrator of the project can allow them in its settings")
          .exception();
    }
    if (days < 1 || days > MOST_DAYS) {
      throw Problem.invalid("BAD_LIFETIME", "a share link lives from 1 to 30 days").exception();
    }
    UUID id = Generators.timeBasedEpochGenerator().generate();
    String secret = Credentials.secret();
    sql.sql(
            """
            INSERT INTO share_link (id, hash, project, dag, step, attempt, created_by, expires_at)
            VALUES (?, ?, ?, ?, ?, CAST(? AS uuid), ?, millrace_now() + make_interval(days => ?))""")
        .params(
            Arrays.asList(
                id,
                Credentials.hash(secret),
                project.id(),
                target.dag(),
                target.step(),
                target.attempt(),
                by.principal(),
                days))
        .update();
    ShareLink link = sql.sql(SELECT + " WHERE l.id = ?").param(id).query(ShareLinks::link).single();
    audit.record(by, "share.create", subject(link), project.id(), days + " days, " + id);
    String path = "/shared/" + secret;
    return link.withAddress(path, properties.publicAddress(path));
  }

  /** Those that are neither revoked nor expired, newest first. */
  List<ShareLink> of(UUID project) {
    return sql.sql(
            SELECT
                + """
                 WHERE l.project = ? AND l.revoked_at IS NULL AND l.expires_at > millrace_now()
                 ORDER BY l.id DESC LIMIT ?""")
        .params(project, MOST_LISTED)
        .query(ShareLinks::link)
        .list();
  }

  /** Revokes a link of the project. Revoking twice is fine. */
  @Transactional
  public void revoke(Caller by, ProjectRef project, UUID id) {
    ShareLink link =
        sql.sql(SELECT + " WHERE l.id = ? AND l.project = ?")
            .params(id, project.id())
            .query(ShareLinks::link)
            .optional()
            .orElseThrow(() -> Problem.notFound("share link", id).exception());
    int revoked =
        sql.sql(
                "UPDATE share_link SET revoked_at = millrace_now() WHERE id = ? AND revoked_at IS NULL")
            .param(id)
            .update();
    if (revoked > 0) {
      audit.record(by, "share.revoke", subject(link), project.id(), id.toString());
    }
  }

  /**
   * What the link shows, if it may still show it: it is neither revoked nor expired, the project
   * allows links, and who made it could make it now.
   */
  Optional<Target> find(String secret) {
    record Found(UUID project, UUID createdBy, Target target) {}
    return sql.sql(
            """
            SELECT l.project, l.created_by, l.dag, l.step, l.attempt
              FROM share_link l JOIN project p ON p.id = l.project
             WHERE l.hash = ? AND l.revoked_at IS NULL AND l.expires_at > millrace_now() AND p.share_links""")
        .param(Credentials.hash(secret))
        .query(
            (row, n) ->
                new Found(
                    Columns.uuid(row, "project"),
                    Columns.uuid(row, "created_by"),
                    new Target(
                        Columns.uuid(row, "dag"),
                        row.getString("step"),
                        Columns.uuidOrNull(row, "attempt"))))
        .optional()
        .filter(found -> rights.may(found.createdBy(), Role.OPERATOR, found.project()))
        .map(Found::target);
  }

  /** Notes that the link was used, to the minute. */
  void used(String secret) {
    sql.sql(
            """
            UPDATE share_link SET last_used_at = millrace_now()
             WHERE hash = ? AND coalesce(last_used_at < millrace_now() - interval '1 minute', true)""")
        .param(Credentials.hash(secret))
        .update();
  }

  private static String subject(ShareLink link) {
    return link.dag()
        + "/"
        + link.step()
        + (link.attempt() == null ? " (latest)" : " (attempt " + link.attempt() + ")");
  }

  private static ShareLink link(ResultSet row, int n) throws SQLException {
    return new ShareLink(
        Columns.uuid(row, "id"),
        row.getString("dag"),
        row.getString("step"),
        Columns.uuidOrNull(row, "run"),
        Columns.uuidOrNull(row, "attempt"),
        row.getString("created_by"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "expires_at"),
        Columns.instantOrNull(row, "last_used_at"),
        null,
        null);
  }
}
