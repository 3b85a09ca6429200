package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.validation.Where;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees that the pools which Dags name exist, and says which of them nobody serves at the moment.
 */
final class PoolChecks {

  private final JdbcClient jdbc;

  PoolChecks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One warning for each pool that a definition needs and no live worker serves. */
  List<Finding> unserved(Collection<Definition> definitions) {
    Map<String, Where> needed = new TreeMap<>();
    for (Definition definition : definitions) {
      needed(definition.dag())
          .forEach(
              (pool, step) ->
                  needed.putIfAbsent(
                      pool, new Where(definition.sourcePath(), 0, 0, "/steps/" + step)));
    }
    Set<String> served = served(needed.keySet());
    List<Finding> warnings = new ArrayList<>();
    needed.forEach(
        (pool, where) -> {
          if (!served.contains(pool)) {
            warnings.add(
                Finding.warning(
                        "POOL_UNSERVED",
                        "no live worker serves the pool '%s': its steps will wait".formatted(pool),
                        where)
                    .hint("start a worker with --pool %s, or name another pool".formatted(pool)));
          }
        });
    return warnings;
  }

  /**
   * Creates the pools that do not exist, with the default capacity: steps wait in them until a
   * worker comes.
   */
  void create(Collection<Definition> definitions) {
    Set<String> pools = new HashSet<>();
    definitions.forEach(definition -> pools.addAll(needed(definition.dag()).keySet()));
    jdbc.sql(
            """
            INSERT INTO pool (name) SELECT name FROM unnest(:names) AS name ORDER BY name
            ON CONFLICT DO NOTHING
            """)
        .param("names", SqlArrays.texts(pools))
        .update();
  }

  private Set<String> served(Collection<String> pools) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT DISTINCT pool FROM worker_session
                 WHERE pool = ANY (:pools) AND ended_at IS NULL AND expires_at > millrace_now()
                """)
            .param("pools", SqlArrays.texts(pools))
            .query(String.class)
            .list());
  }

  /** The pools of the steps that a worker runs, each with the first step that needs it. */
  private static Map<String, String> needed(Dag dag) {
    Map<String, String> pools = new TreeMap<>();
    dag.steps().values().stream()
        .filter(PoolChecks::needsWorker)
        .forEach(step -> pools.putIfAbsent(dag.effective(step.id()).pool(), step.id()));
    return pools;
  }

  private static boolean needsWorker(Step step) {
    return switch (step) {
      case NotebookStep notebook -> true;
      case ScriptStep script -> true;
      case ShellStep shell -> true;
      case BranchStep branch -> branch.choice() instanceof BranchChoice.ByNotebook;
      case NoopStep noop -> false;
    };
  }
}
