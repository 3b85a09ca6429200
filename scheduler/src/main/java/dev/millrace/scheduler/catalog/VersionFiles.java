package dev.millrace.scheduler.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which files versions of a Dag go with. A version has none of its own: those of the newest
 * deployment that made it current are what its runs used last.
 */
public final class VersionFiles {
  /** How many files are told at most. */
  public static final int MOST = 1_000;

  private static final String DEPLOYMENT =
      """
      SELECT e.number, e.snapshot
        FROM dag_version v
        JOIN deployment_dag d ON d.dag_version = v.id
        JOIN deployment e ON e.id = d.deployment
       WHERE v.dag = :dag AND v.number = :number
       ORDER BY e.number DESC LIMIT 1
      """;

  private static final String CHANGES =
      """
      SELECT path, b.digest AS before, a.digest AS after
        FROM (SELECT path, digest, mode FROM snapshot_file WHERE snapshot = :before) b
        FULL JOIN (SELECT path, digest, mode FROM snapshot_file WHERE snapshot = :after) a
        USING (path)
       WHERE b.digest IS DISTINCT FROM a.digest OR b.mode IS DISTINCT FROM a.mode
       ORDER BY path COLLATE "C" LIMIT :most
      """;

  private final JdbcClient jdbc;

  VersionFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A deployment's number and the digest of its files. */
  public record Deployed(int deployment, String snapshot) {}

  /**
   * A file that is not the same in both.
   *
   * @param before digest of its content; null: it was not there
   * @param after digest of its content; null: it is no longer there. Equal to {@code before} when
   *     only the mode changed
   */
  public record Change(String path, @Nullable String before, @Nullable String after) {}

  /** The newest deployment that made this version of the Dag current; empty when none did. */
  public Optional<Deployed> deployed(UUID dag, int version) {
    return jdbc.sql(DEPLOYMENT)
        .param("dag", dag)
        .param("number", version)
        .query((row, i) -> new Deployed(row.getInt("number"), row.getString("snapshot")))
        .optional();
  }

  /** The files that differ, by path, at most {@link #MOST}. */
  public List<Change> changes(Deployed before, Deployed after) {
    return jdbc.sql(CHANGES)
        .param("before", before.snapshot())
        .param("after", after.snapshot())
        .param("most", MOST)
        .query(
            (row, i) ->
                new Change(row.getString("path"), row.getString("before"), row.getString("after")))
        .list();
  }
}
