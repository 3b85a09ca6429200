package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.TestDatabase;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project with Dags, stored directly: how they come to be stored is not this package's business.
 */
public final class TestDags {
  private final JdbcClient jdbc;
  private final Ids ids = new Ids();
  private final UUID project = ids.next();

  public TestDags(TestDatabase database) {
    this.jdbc = database.jdbc();
    jdbc.sql("INSERT INTO project (id, name) VALUES (:id, :name)")
        .param("id", project)
        .param("name", "p" + project)
        .update();
  }

  /** Stores the Dag's first version; returns the Dag's id. */
  public UUID yaml(String text) {
    return store(DagYaml.read(text, "dags/test.yaml").orThrow());
  }

  /** Stores the Dag's first version; returns the Dag's id. */
  public UUID store(Dag dag) {
    UUID id = ids.next();
    jdbc.sql(
            """
            INSERT INTO dag (id, project, name, origin, current_version, max_active_runs)
            VALUES (:id, :project, :name, 'api', 1, :maxActiveRuns)
            """)
        .param("id", id)
        .param("project", project)
        .param("name", dag.name() + "-" + id)
        .param("maxActiveRuns", dag.maxActiveRuns())
        .update();
    insertVersion(id, 1, dag);
    return id;
  }

  /** Stores the Dag's next version and makes it the current one; returns its number. */
  public int newVersion(UUID dag, String text) {
    int number =
        jdbc.sql(
                "UPDATE dag SET current_version = current_version + 1 WHERE id = :id"
                    + " RETURNING current_version")
            .param("id", dag)
            .query(Integer.class)
            .single();
    insertVersion(dag, number, DagYaml.read(text, "dags/test.yaml").orThrow());
    return number;
  }

  /** Makes an empty snapshot of that digest the project's head. */
  public void deploy(String snapshot) {
    jdbc.sql("INSERT INTO snapshot (digest, file_count, size) VALUES (:digest, 0, 0)")
        .param("digest", snapshot)
        .update();
    jdbc.sql("INSERT INTO project_snapshot (project, snapshot) VALUES (:project, :digest)")
        .param("project", project)
        .param("digest", snapshot)
        .update();
    jdbc.sql(
            """
            INSERT INTO deployment (id, project, number, snapshot)
            SELECT :id, :project, count(*) + 1, :digest FROM deployment WHERE project = :project
            """)
        .param("id", ids.next())
        .param("project", project)
        .param("digest", snapshot)
        .update();
  }

  private void insertVersion(UUID dag, int number, Dag definition) {
    jdbc.sql(
            """
            INSERT INTO dag_version (id, dag, number, definition, digest)
            VALUES (:id, :dag, :number, :definition::json, :digest)
            """)
        .param("id", ids.next())
        .param("dag", dag)
        .param("number", number)
        .param("definition", Json.write(DagJson.toJson(definition)))
        .param("digest", DagJson.digest(definition))
        .update();
  }

  /** A run of the Dag's current version without parameters. */
  public static NewRun run(UUID dag) {
    return run(dag, Json.object());
  }

  /** A run of the Dag's current version. */
  public static NewRun run(UUID dag, ObjectNode parameters) {
    return new NewRun(dag, null, parameters, null, null, null, "test", null, null);
  }
}
