package dev.millrace.scheduler.store;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What runs do, reruns included. Read once for each rerun of a run: between two, no step changes
 * its version. Safe for any number of threads.
 */
public final class RunDefinitions {
  private static final int KEPT = 256;

  private static final String NEWER =
      """
      SELECT s.step, g.number, g.dag_version
        FROM rerun g JOIN step_run s ON s.run = g.run AND s.rerun = g.number
       WHERE g.run = :run AND g.dag_version IS NOT NULL
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;
  private final Kept<Reopened, RunDefinition> kept = new Kept<>(KEPT);

  public RunDefinitions(JdbcClient jdbc, Definitions definitions) {
    this.jdbc = jdbc;
    this.definitions = definitions;
  }

  private record Reopened(UUID run, UUID version, int rerun) {}

  /**
   * What a run does.
   *
   * @param version the one it was made from
   * @param rerun how often it was reopened
   * @throws BrokenDefinitionException when a version's stored text cannot be read
   */
  public RunDefinition of(UUID run, UUID version, int rerun) {
    return rerun == 0
        ? new RunDefinition(definitions.version(version), Map.of())
        : kept.get(new Reopened(run, version, rerun), this::read);
  }

  private RunDefinition read(Reopened wanted) {
    Map<String, RunDefinition.Newer> newer = new HashMap<>();
    jdbc.sql(NEWER)
        .param("run", wanted.run())
        .query(
            row -> {
              newer.put(
                  row.getString("step"),
                  new RunDefinition.Newer(
                      row.getInt("number"), definitions.version(Columns.uuid(row, "dag_version"))));
            });
    return new RunDefinition(definitions.version(wanted.version()), newer);
  }
}
