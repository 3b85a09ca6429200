package dev.millrace.api.identity;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has which role where. Every change ends the principal's browser sessions. */
@Service
class RoleBindings {
  private static final String SELECT =
      """
      SELECT b.id, b.principal, p.name AS principal_name, b.role, j.name AS project
        FROM role_binding b JOIN principal p ON p.id = b.principal LEFT JOIN project j ON j.id = b.project
      """;

  private final JdbcClient sql;
  private final Principals principals;
  private final Audit audit;

  RoleBindings(JdbcClient sql, Principals principals, Audit audit) {
    this.sql = sql;
    this.principals = principals;
    this.audit = audit;
  }

  /**
   * A role that someone has.
   *
   * @param project its name; absent: all projects
   */
  record RoleBinding(
      UUID id, UUID principal, String principalName, Role role, @Nullable String project) {}

  /** Gives the role; a role that the principal had there before is replaced. */
  @Transactional
  public RoleBinding bind(Caller by, UUID principal, Role role, @Nullable String project) {
    var who = principals.existing(principal);
    UUID projectId = project == null ? null : projectId(project);
    UUID id =
        sql.sql(
                """
                INSERT INTO role_binding (id, principal, role, project) VALUES (?, ?, ?, CAST(? AS uuid))
                ON CONFLICT (principal, coalesce(project, '00000000-0000-0000-0000-000000000000'))
                DO UPDATE SET role = EXCLUDED.role RETURNING id""")
            .params(
                Arrays.asList(
                    Generators.timeBasedEpochGenerator().generate(),
                    principal,
                    role.text(),
                    projectId))
            .query(UUID.class)
            .single();
    principals.endSessions(principal);
    audit.record(by, "role.bind", who.name(), projectId, role.text());
    principals.keepAnAdministrator();
    return find(id);
  }

  @Transactional
  public void unbind(Caller by, UUID id) {
    RoleBinding binding = find(id);
    sql.sql("DELETE FROM role_binding WHERE id = ?").param(id).update();
    principals.endSessions(binding.principal());
    audit.record(by, "role.unbind", binding.principalName(), null, binding.role().text());
    principals.keepAnAdministrator();
  }

  Page<RoleBinding> list(PageRequest page) {
    var rows =
        sql.sql(
                SELECT
                    + " WHERE (CAST(:after AS uuid) IS NULL OR b.id > :after) ORDER BY b.id LIMIT :fetch")
            .param("after", page.afterId())
            .param("fetch", page.fetch())
            .query(RoleBindings::binding)
            .list();
    return Page.of(rows, page, binding -> binding.id().toString());
  }

  private RoleBinding find(UUID id) {
    return sql.sql(SELECT + " WHERE b.id = ?")
        .param(id)
        .query(RoleBindings::binding)
        .optional()
        .orElseThrow(() -> Problem.notFound("role binding", id).exception());
  }

  private UUID projectId(String name) {
    return sql.sql("SELECT id FROM project WHERE name = ?")
        .param(name)
        .query(UUID.class)
        .optional()
        .orElseThrow(() -> Problem.notFound("project", name).exception());
  }

  private static RoleBinding binding(java.sql.ResultSet row, int n) throws java.sql.SQLException {
    return new RoleBinding(
        row.getObject("id", UUID.class),
        row.getObject("principal", UUID.class),
        row.getString("principal_name"),
        Role.parse(row.getString("role")),
        row.getString("project"));
  }
}
