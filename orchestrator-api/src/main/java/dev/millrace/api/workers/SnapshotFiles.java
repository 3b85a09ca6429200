package dev.millrace.api.workers;

import dev.millrace.executor.protocol.SnapshotManifest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of a snapshot as workers fetch them. */
@Component
class SnapshotFiles {
  private final JdbcClient sql;

  SnapshotFiles(JdbcClient sql) {
    this.sql = sql;
  }

  SnapshotManifest manifest(String snapshot) {
    List<SnapshotManifest.Entry> files =
        sql.sql(
                "SELECT path, mode, digest, size FROM snapshot_file WHERE snapshot = ? ORDER BY path")
            .param(snapshot)
            .query(
                (row, n) ->
                    new SnapshotManifest.Entry(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
            .list();
    return new SnapshotManifest(snapshot, files);
  }

  boolean has(String snapshot, String digest) {
    return sql.sql("SELECT EXISTS (SELECT FROM snapshot_file WHERE snapshot = ? AND digest = ?)")
        .params(snapshot, digest)
        .query(Boolean.class)
        .single();
  }
}
