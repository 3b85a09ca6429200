package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of deployments. */
final class DeploymentRows {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final Ids ids;

  DeploymentRows(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  /** The number of the project's next deployment; the caller holds the project's lock. */
  int nextNumber(UUID project) {
    return jdbc.sql("SELECT coalesce(max(number), 0) + 1 FROM deployment WHERE project = :project")
        .param("project", project)
        .query(Integer.class)
        .single();
  }

  UUID insert(UUID project, Deployment deployment, List<DagSet.Applied> dags) {
    UUID id = ids.next();
    jdbc.sql(
            """
            INSERT INTO deployment
                   (id, project, number, snapshot, plan, warnings, reason, deployed_by, deployed_at,
                    project_requirements)
            VALUES (:id, :project, :number, :snapshot, CAST(:plan AS json), CAST(:warnings AS json),
                    :reason, :by, :at, true)
            """)
        .param("id", id)
        .param("project", project)
        .param("number", deployment.number())
        .param("snapshot", deployment.snapshot().hex())
        .param("plan", JSON.writeValueAsString(deployment.plan()))
        .param("warnings", JSON.writeValueAsString(deployment.warnings()))
        .param("reason", deployment.reason())
        .param("by", deployment.by())
        .param("at", deployment.at().atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            INSERT INTO deployment_dag (deployment, dag, dag_version)
            SELECT :id, dag, version FROM unnest(:dags, :versions) AS d (dag, version)
            """)
        .param("id", id)
        .param("dags", SqlArrays.uuids(dags.stream().map(d -> d.version().dag()).toList()))
        .param("versions", SqlArrays.uuids(dags.stream().map(d -> d.version().version()).toList()))
        .update();
    return id;
  }

  /** The digest of the project's newest deployment; empty before the first. */
  Optional<Digest> headSnapshot(UUID project) {
    return jdbc.sql(
            "SELECT snapshot FROM deployment WHERE project = :project ORDER BY number DESC LIMIT 1")
        .param("project", project)
        .query(String.class)
        .optional()
        .map(Digest::new);
  }

  /** The active schedules of these Dags, which are not archived, with their next ticks. */
  List<StoppedSchedule> activeSchedules(UUID project, List<String> dags) {
    return jdbc.sql(
            """
            SELECT d.name AS dag, t.name AS trigger, t.next_tick_at
              FROM dag d JOIN trigger t ON t.dag = d.id
             WHERE d.project = :project AND d.name = ANY (:dags) AND NOT d.paused
               AND NOT t.paused AND t.archived_at IS NULL AND t.next_tick_at IS NOT NULL
             ORDER BY d.name, t.name
            """)
        .param("project", project)
        .param("dags", dags.toArray(String[]::new))
        .query(
            (row, n) ->
                new StoppedSchedule(
                    row.getString("dag"),
                    row.getString("trigger"),
                    Columns.instant(row, "next_tick_at")))
        .list();
  }

  /**
   * Whether runs of the project's newest deployment give steps the requirements file of its files;
   * those of earlier releases do not.
   */
  boolean headUsesRequirements(UUID project) {
    return jdbc.sql(
            """
            SELECT project_requirements FROM deployment
             WHERE project = :project ORDER BY number DESC LIMIT 1
            """)
        .param("project", project)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  List<Deployment> list(UUID project, @Nullable Integer before, int limit) {
    return jdbc.sql(
            """
            SELECT id, number, snapshot, deployed_by, deployed_at, reason, plan::text AS plan,
                   warnings::text AS warnings,
                   ARRAY(SELECT dag.name FROM deployment_dag d JOIN dag ON dag.id = d.dag
                          WHERE d.deployment = deployment.id ORDER BY dag.name) AS dags,
                   ARRAY(SELECT v.number FROM deployment_dag d JOIN dag ON dag.id = d.dag
                           JOIN dag_version v ON v.id = d.dag_version
                          WHERE d.deployment = deployment.id ORDER BY dag.name) AS versions
              FROM deployment
             WHERE project = :project AND (CAST(:before AS integer) IS NULL OR number < :before)
             ORDER BY number DESC LIMIT :limit
            """)
        .param("project", project)
        .param("before", before)
        .param("limit", limit)
        .query((row, n) -> deployment(row))
        .list();
  }

  private static Deployment deployment(ResultSet row) throws SQLException {
    List<String> names = Columns.texts(row, "dags");
    List<Integer> versions = Columns.ints(row, "versions");
    return new Deployment(
        Columns.uuid(row, "id"),
        row.getInt("number"),
        new Digest(row.getString("snapshot")),
        row.getString("deployed_by"),
        Columns.instant(row, "deployed_at"),
        row.getString("reason"),
        false,
        JSON.readValue(row.getString("plan"), DeploymentPlan.class),
        JSON.readValue(row.getString("warnings"), new TypeReference<List<Finding>>() {}),
        IntStream.range(0, names.size())
            .mapToObj(i -> new Deployment.DeployedDag(names.get(i), versions.get(i)))
            .toList());
  }
}
