package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Projects with their heads and how many Dags they have, as pages show them. */
final class ProjectReads {

  private static final String SELECT =
      """
      SELECT p.id, p.name, p.title, p.created_at, p.created_by,
             (SELECT count(*) FROM dag
               WHERE dag.project = p.id AND dag.archived_at IS NULL AND dag.origin <> 'implicit') AS dags,
             h.id AS head, h.number, h.snapshot, h.deployed_at, h.deployed_by
        FROM project p
        LEFT JOIN LATERAL (
          SELECT id, number, snapshot, deployed_at, deployed_by FROM deployment
           WHERE project = p.id ORDER BY number DESC LIMIT 1) h ON true
      """;

  private final JdbcClient jdbc;

  ProjectReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Project> byName(String name) {
    return jdbc.sql(SELECT + " WHERE p.name = :name")
        .param("name", name)
        .query((row, n) -> project(row))
        .optional();
  }

  List<Project> list(@Nullable Collection<UUID> visible, @Nullable String after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                 WHERE (CAST(:visible AS uuid[]) IS NULL OR p.id = ANY (CAST(:visible AS uuid[])))
                   AND (CAST(:after AS text) IS NULL OR p.name > :after)
                 ORDER BY p.name LIMIT :limit
                """)
        .param("visible", visible == null ? null : SqlArrays.uuids(visible))
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> project(row))
        .list();
  }

  private static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("title"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        row.getInt("dags"),
        head(row));
  }

  private static Project.@Nullable Head head(ResultSet row) throws SQLException {
    UUID head = row.getObject("head", UUID.class);
    return head == null
        ? null
        : new Project.Head(
            head,
            row.getInt("number"),
            new Digest(row.getString("snapshot")),
            row.getObject("deployed_at", OffsetDateTime.class).toInstant(),
            row.getString("deployed_by"));
  }
}
