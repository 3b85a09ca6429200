package dev.millrace.scheduler.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Contents that a caller has sent for a push that is not complete yet. They belong to the caller
 * and to no project, so a push that fails leaves no project behind; a day later they are forgotten.
 */
public final class Uploads {

  // The caller holds what it has sent itself; what the project has was sent to it before.
  private static final String PRESENT =
      """
      SELECT digest FROM upload WHERE principal = :uploader AND digest = ANY (:digests)
       UNION
      SELECT digest FROM project_blob
       WHERE project = CAST(:project AS uuid) AND digest = ANY (:digests)
      """;

  // The rows stay: another push of this caller may count on them. In the order of the digests, so
  // that two pushes to one project never wait for each other in a circle. A row that is there is
  // locked, also where nothing changes, so that it is not deleted before the push refers to it.
  private static final String GIVE =
      """
      INSERT INTO project_blob (project, digest, store)
      SELECT CAST(:project AS uuid), digest, store FROM upload
       WHERE principal = :uploader AND digest = ANY (:digests) ORDER BY digest
      ON CONFLICT (project, digest, store) DO UPDATE SET created_at = millrace_now()
       WHERE project_blob.created_at < millrace_now() - interval '1 hour'
      """;

  private static final String FORGET =
      "DELETE FROM upload WHERE uploaded_at < millrace_now() - interval '1 day'";

  private final JdbcClient jdbc;
  private final BlobStore blobs;

  Uploads(JdbcClient jdbc, BlobStore blobs) {
    this.jdbc = jdbc;
    this.blobs = blobs;
  }

  /**
   * Takes one content; taking it again keeps it for another day.
   *
   * @param uploader principal who sends it
   * @throws DigestMismatchException when the bytes have another digest; nothing is stored
   * @throws IOException when reading the stream fails; nothing is stored
   */
  public void put(UUID uploader, Digest digest, InputStream content) throws IOException {
    blobs.put(content, digest);
    jdbc.sql(
            """
            INSERT INTO upload (principal, digest, store) VALUES (:uploader, :digest, :store)
            ON CONFLICT (principal, digest, store) DO UPDATE SET uploaded_at = millrace_now()
            """)
        .param("uploader", uploader)
        .param("digest", digest.hex())
        .param("store", PostgresBlobStore.STORE)
        .update();
  }

  /**
   * Those of its contents that neither the uploader has sent nor the project has, whatever others
   * have.
   *
   * @param project null: one that does not exist yet
   */
  public Set<Digest> missing(UUID uploader, @Nullable UUID project, Manifest manifest) {
    Set<Digest> missing = new LinkedHashSet<>(manifest.contents());
    jdbc.sql(PRESENT)
        .param("uploader", uploader)
        .param("project", project)
        .param("digests", hex(manifest.contents()))
        .query(String.class)
        .list()
        .forEach(present -> missing.remove(new Digest(present)));
    return missing;
  }

  /** Gives the project those of its contents that the uploader has sent. */
  public void give(UUID uploader, UUID project, Manifest manifest) {
    jdbc.sql(GIVE)
        .param("uploader", uploader)
        .param("project", project)
        .param("digests", hex(manifest.contents()))
        .update();
  }

  /**
   * Forgets what was sent more than a day ago.
   *
   * @return how many contents of how many callers
   */
  public int forget() {
    return jdbc.sql(FORGET).update();
  }

  private static String[] hex(Collection<Digest> digests) {
    return digests.stream().map(Digest::hex).toArray(String[]::new);
  }
}
