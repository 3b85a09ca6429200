package dev.millrace.scheduler.catalog;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes contents that nothing refers to and that are older than a day: those of pushes and of
 * attempts that never ended.
 *
 * <p>A content is deleted only while its row is locked, which keeps new references out, and only if
 * nothing refers to it after the lock was taken. A push puts a content before it refers to it,
 * which makes it young ({@link BlobStore#put}), or finds it missing and sends it again. Safe on
 * several servers at once.
 */
public final class AbandonedBlobs {
  /** How many rows a pass looks at: enough for a million contents in a day. */
  private static final int PAGE = 100;

  private static final String PROJECT_PAGE =
      """
      SELECT project::text || '/' || digest AS place, created_at < millrace_now() - interval '1 day'
             AND NOT EXISTS (SELECT FROM snapshot_file f
                               JOIN project_snapshot s ON s.snapshot = f.snapshot
                              WHERE f.digest = p.digest AND f.store = p.store
                                AND s.project = p.project) AS abandoned
        FROM project_blob p
       WHERE (project, digest) > (CAST(:project AS uuid), :digest)
       ORDER BY project, digest LIMIT :limit
      """;

  private static final String PROJECT_LOCK =
      """
      SELECT project::text || '/' || digest FROM project_blob
       WHERE project = CAST(:project AS uuid) AND digest = ANY (:digests)
         AND created_at < millrace_now() - interval '1 day'
       ORDER BY project, digest FOR UPDATE SKIP LOCKED
      """;

  private static final String PROJECT_DELETE =
      """
      DELETE FROM project_blob p
       WHERE project = CAST(:project AS uuid) AND digest = ANY (:digests)
         AND NOT EXISTS (SELECT FROM snapshot_file f
                           JOIN project_snapshot s ON s.snapshot = f.snapshot
                          WHERE f.digest = p.digest AND f.store = p.store
                            AND s.project = p.project)
      """;

  // Every table with a foreign key to blob; a test reads them from the database's own catalog.
  private static final String UNREFERENCED =
      """
      NOT EXISTS (SELECT FROM project_blob r WHERE r.digest = b.digest AND r.store = b.store)
      AND NOT EXISTS (SELECT FROM upload r WHERE r.digest = b.digest AND r.store = b.store)
      AND NOT EXISTS (SELECT FROM snapshot_file r WHERE r.digest = b.digest AND r.store = b.store)
      AND NOT EXISTS (SELECT FROM artifact r WHERE r.digest = b.digest AND r.store = b.store)
      AND NOT EXISTS (SELECT FROM attempt r WHERE r.document_digest = b.digest)
      """;

  private static final String PAGE_OF_BLOBS =
      """
      SELECT digest, created_at < millrace_now() - interval '1 day' AND %s AS abandoned
        FROM blob b WHERE store = :store AND digest > :digest ORDER BY digest LIMIT :limit
      """
          .formatted(UNREFERENCED);

  private static final String LOCK =
      """
      SELECT digest FROM blob
       WHERE store = :store AND digest = ANY (:digests)
         AND created_at < millrace_now() - interval '1 day'
       ORDER BY digest FOR UPDATE SKIP LOCKED
      """;

  private static final String DELETE =
      "DELETE FROM blob b WHERE store = :store AND digest = ANY (:digests) AND " + UNREFERENCED;

  private static final String FIRST_PROJECT = "00000000-0000-0000-0000-000000000000/";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private String projectPlace = FIRST_PROJECT;
  private String place = "";

  AbandonedBlobs(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  private record Row(String place, boolean abandoned) {}

  /**
   * Goes on where the last pass ended, from the end to the beginning again.
   *
   * @return how many contents were deleted; 0 is the usual answer
   */
  public synchronized int sweep() {
    List<Row> owned =
        jdbc.sql(PROJECT_PAGE)
            .param("project", project(projectPlace))
            .param("digest", digest(projectPlace))
            .param("limit", PAGE)
            .query((row, n) -> new Row(row.getString("place"), row.getBoolean("abandoned")))
            .list();
    projectPlace = owned.size() < PAGE ? FIRST_PROJECT : owned.getLast().place();
    owned.stream().filter(Row::abandoned).forEach(row -> disown(row.place()));

    List<Row> blobs =
        jdbc.sql(PAGE_OF_BLOBS)
            .param("store", PostgresBlobStore.STORE)
            .param("digest", place)
            .param("limit", PAGE)
            .query((row, n) -> new Row(row.getString("digest"), row.getBoolean("abandoned")))
            .list();
    place = blobs.size() < PAGE ? "" : blobs.getLast().place();
    List<String> abandoned = new ArrayList<>();
    blobs.stream().filter(Row::abandoned).forEach(row -> abandoned.add(row.place()));
    return abandoned.isEmpty() ? 0 : delete(abandoned);
  }

  /** The project has brought it and made no snapshot with it. */
  private void disown(String found) {
    transactions.executeWithoutResult(
        transaction -> {
          String[] one = {digest(found)};
          boolean locked =
              !jdbc.sql(PROJECT_LOCK)
                  .param("project", project(found))
                  .param("digests", one)
                  .query(String.class)
                  .list()
                  .isEmpty();
          if (locked) {
            jdbc.sql(PROJECT_DELETE)
                .param("project", project(found))
                .param("digests", one)
                .update();
          }
        });
  }

  private int delete(List<String> digests) {
    Integer deleted =
        transactions.execute(
            transaction -> {
              List<String> locked =
                  jdbc.sql(LOCK)
                      .param("store", PostgresBlobStore.STORE)
                      .param("digests", digests.toArray(String[]::new))
                      .query((row, n) -> row.getString("digest"))
                      .list();
              // A second statement: it sees what was committed before the locks were taken.
              return jdbc.sql(DELETE)
                  .param("store", PostgresBlobStore.STORE)
                  .param("digests", locked.toArray(String[]::new))
                  .update();
            });
    return deleted == null ? 0 : deleted;
  }

  private static String project(String place) {
    return place.substring(0, place.indexOf('/'));
  }

  private static String digest(String place) {
    return place.substring(place.indexOf('/') + 1);
  }
}
