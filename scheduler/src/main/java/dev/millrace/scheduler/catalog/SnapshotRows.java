package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.catalog.files.FileMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of snapshots, in bulk: a snapshot has thousands of files and takes a handful of
 * statements.
 */
final class SnapshotRows {

  private final JdbcClient jdbc;

  SnapshotRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those contents that this project has not brought, whatever others have. The others stay until
   * the transaction ends.
   */
  Set<Digest> missing(UUID project, Collection<Digest> contents) {
    Set<Digest> missing = new LinkedHashSet<>(contents);
    jdbc.sql(
            """
            SELECT digest FROM project_blob WHERE project = :project AND digest = ANY (:digests)
             ORDER BY digest FOR KEY SHARE
            """)
        .param("project", project)
        .param("digests", hex(contents))
        .query(String.class)
        .list()
        .forEach(present -> missing.remove(new Digest(present)));
    return missing;
  }

  Map<Digest, Long> sizes(Collection<Digest> contents) {
    Map<Digest, Long> sizes = new HashMap<>();
    jdbc.sql("SELECT digest, size FROM blob WHERE digest = ANY (:digests) AND store = :store")
        .param("digests", hex(contents))
        .param("store", PostgresBlobStore.STORE)
        .query(
            row -> {
              sizes.put(new Digest(row.getString("digest")), row.getLong("size"));
            });
    return sizes;
  }

  /** Notes that the project has brought these contents, which are stored. */
  void own(UUID project, Collection<Digest> contents) {
    // Sorted: two uploads of one project take the rows in one order and cannot wait for each other
    // in a circle.
    jdbc.sql(
            """
            INSERT INTO project_blob (project, digest, store)
            SELECT :project, digest, :store FROM unnest(:digests) AS digest ORDER BY digest
            ON CONFLICT (project, digest, store) DO UPDATE SET created_at = millrace_now()
             WHERE project_blob.created_at < millrace_now() - interval '1 hour'
            """)
        .param("project", project)
        .param("store", PostgresBlobStore.STORE)
        .param("digests", hex(contents))
        .update();
  }

  /** Stores the snapshot unless it is there, and gives it to the project. */
  void insert(UUID project, Manifest manifest, String by) {
    String digest = manifest.digest().hex();
    int inserted =
        jdbc.sql(
                """
                INSERT INTO snapshot (digest, file_count, size) VALUES (:digest, :files, :size)
                ON CONFLICT DO NOTHING
                """)
            .param("digest", digest)
            .param("files", manifest.files().size())
            .param("size", manifest.size())
            .update();
    if (inserted == 1) {
      insertFiles(digest, manifest.files());
    }
    jdbc.sql(
            """
            INSERT INTO project_snapshot (project, snapshot, created_by) VALUES (:project, :digest, :by)
            ON CONFLICT DO NOTHING
            """)
        .param("project", project)
        .param("digest", digest)
        .param("by", by)
        .update();
  }

  /** Gives a snapshot with its contents to one more project. */
  void share(Digest snapshot, UUID project, String by) {
    jdbc.sql(
            """
            INSERT INTO project_blob (project, digest, store)
            SELECT DISTINCT CAST(:project AS uuid), digest, store FROM snapshot_file
             WHERE snapshot = :digest ORDER BY digest
            ON CONFLICT (project, digest, store) DO UPDATE SET created_at = millrace_now()
             WHERE project_blob.created_at < millrace_now() - interval '1 hour'
            """)
        .param("project", project)
        .param("digest", snapshot.hex())
        .update();
    jdbc.sql(
            """
            INSERT INTO project_snapshot (project, snapshot, created_by) VALUES (:project, :digest, :by)
            ON CONFLICT DO NOTHING
            """)
        .param("project", project)
        .param("digest", snapshot.hex())
        .param("by", by)
        .update();
  }

  private void insertFiles(String snapshot, List<SnapshotFile> files) {
    jdbc.sql(
            """
            INSERT INTO snapshot_file (snapshot, path, mode, digest, store, size)
            SELECT :snapshot, path, mode, digest, :store, size
              FROM unnest(:paths, :modes, :digests, :sizes) AS f (path, mode, digest, size)
            """)
        .param("snapshot", snapshot)
        .param("store", PostgresBlobStore.STORE)
        .param("paths", files.stream().map(SnapshotFile::path).toArray(String[]::new))
        .param("modes", files.stream().map(f -> f.mode().octal()).toArray(String[]::new))
        .param("digests", files.stream().map(f -> f.digest().hex()).toArray(String[]::new))
        .param("sizes", files.stream().map(SnapshotFile::size).toArray(Long[]::new))
        .update();
  }

  Optional<Snapshot> find(UUID project, Digest digest) {
    return jdbc.sql(
            """
            SELECT s.digest, s.file_count, s.size, p.created_at
              FROM project_snapshot p JOIN snapshot s ON s.digest = p.snapshot
             WHERE p.project = :project AND p.snapshot = :digest
            """)
        .param("project", project)
        .param("digest", digest.hex())
        .query((row, n) -> snapshot(row))
        .optional();
  }

  List<Snapshot> list(UUID project, @Nullable Snapshot after, int limit) {
    return jdbc.sql(
            """
            SELECT s.digest, s.file_count, s.size, p.created_at
              FROM project_snapshot p JOIN snapshot s ON s.digest = p.snapshot
             WHERE p.project = :project
               AND (CAST(:digest AS text) IS NULL
                    OR (p.created_at, p.snapshot) < (CAST(:at AS timestamptz), CAST(:digest AS text)))
             ORDER BY p.created_at DESC, p.snapshot DESC LIMIT :limit
            """)
        .param("project", project)
        .param("digest", after == null ? null : after.digest().hex())
        .param("at", after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query((row, n) -> snapshot(row))
        .list();
  }

  List<SnapshotFile> files(Digest snapshot) {
    return jdbc.sql(
            """
            SELECT path, mode, digest, size FROM snapshot_file
             WHERE snapshot = :snapshot ORDER BY path COLLATE "C"
            """)
        .param("snapshot", snapshot.hex())
        .query((row, n) -> file(row))
        .list();
  }

  Optional<SnapshotFile> file(Digest snapshot, String path) {
    return jdbc.sql(
            """
            SELECT path, mode, digest, size FROM snapshot_file
             WHERE snapshot = :snapshot AND path = :path
            """)
        .param("snapshot", snapshot.hex())
        .param("path", path)
        .query((row, n) -> file(row))
        .optional();
  }

  private static Snapshot snapshot(ResultSet row) throws SQLException {
    return new Snapshot(
        new Digest(row.getString("digest")),
        row.getInt("file_count"),
        row.getLong("size"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static SnapshotFile file(ResultSet row) throws SQLException {
    return new SnapshotFile(
        row.getString("path"),
        FileMode.parse(row.getString("mode")).orElseThrow(),
        new Digest(row.getString("digest")),
        row.getLong("size"));
  }

  private static String[] hex(Collection<Digest> digests) {
    return digests.stream().map(Digest::hex).toArray(String[]::new);
  }
}
