package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Definitions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Dags and their versions as pages show them. A definition that cannot be read spoils its own row
 * only.
 */
final class DagReads {

  private static final String DAGS =
      """
      SELECT d.id, d.name, d.title, d.description, d.tags, d.origin, d.origin_detail, d.archived_at,
             d.quarantine_reason, d.created_at, d.updated_at, v.number, v.id AS version_id,
             v.digest
        FROM dag d JOIN dag_version v ON v.dag = d.id AND v.number = d.current_version
       WHERE d.project = :project
      """;
  private static final String VERSIONS =
      """
      SELECT number, digest, created_at, created_by, definition::text AS definition, source, source_path
        FROM dag_version WHERE dag = :dag
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;

  DagReads(JdbcClient jdbc, Definitions definitions) {
    this.jdbc = jdbc;
    this.definitions = definitions;
  }

  Optional<DagRecord> find(UUID project, String name) {
    return jdbc.sql(DAGS + " AND d.name = :name")
        .param("project", project)
        .param("name", name)
        .query((row, n) -> dag(row))
        .optional()
        .map(this::withDefinition);
  }

  List<DagRecord> list(UUID project, boolean archived, @Nullable String after, int limit) {
    return jdbc
        .sql(
            DAGS
                + """
                 AND d.origin <> 'implicit' AND (d.archived_at IS NOT NULL) = :archived
                 AND (CAST(:after AS text) IS NULL OR d.name > :after)
                 ORDER BY d.name LIMIT :limit
                """)
        .param("project", project)
        .param("archived", archived)
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> dag(row))
        .list()
        .stream()
        .map(this::withDefinition)
        .toList();
  }

  List<DagVersion> versions(UUID dag, @Nullable Integer before, int limit) {
    return jdbc.sql(
            VERSIONS
                + """
                 AND (CAST(:before AS integer) IS NULL OR number < :before)
                 ORDER BY number DESC LIMIT :limit
                """)
        .param("dag", dag)
        .param("before", before)
        .param("limit", limit)
        .query((row, n) -> version(row))
        .list();
  }

  Optional<DagVersion> version(UUID dag, int number) {
    return jdbc.sql(VERSIONS + " AND number = :number")
        .param("dag", dag)
        .param("number", number)
        .query((row, n) -> version(row))
        .optional();
  }

  private DagRecord withDefinition(DagRecord dag) {
    try {
      return with(dag, definitions.version(dag.versionId()).dag(), dag.quarantine());
    } catch (BrokenDefinitionException e) {
      return with(dag, null, e.getMessage());
    }
  }

  private static DagRecord with(
      DagRecord dag, @Nullable Dag definition, @Nullable String quarantine) {
    return new DagRecord(
        dag.id(),
        dag.name(),
        dag.title(),
        dag.description(),
        dag.tags(),
        dag.origin(),
        dag.version(),
        dag.versionId(),
        dag.digest(),
        dag.archived(),
        quarantine,
        definition,
        dag.createdAt(),
        dag.updatedAt());
  }

  private static DagRecord dag(ResultSet row) throws SQLException {
    return new DagRecord(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getString("title"),
        row.getString("description"),
        Columns.texts(row, "tags"),
        new Origin(Origin.Kind.ofStored(row.getString("origin")), row.getString("origin_detail")),
        row.getInt("number"),
        Columns.uuid(row, "version_id"),
        new Digest(row.getString("digest")),
        Columns.instantOrNull(row, "archived_at") != null,
        row.getString("quarantine_reason"),
        null,
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }

  private static DagVersion version(ResultSet row) throws SQLException {
    return new DagVersion(
        row.getInt("number"),
        new Digest(row.getString("digest")),
        Columns.instant(row, "created_at"),
        row.getString("created_by"),
        row.getString("definition"),
        row.getString("source"),
        row.getString("source_path"));
  }
}
