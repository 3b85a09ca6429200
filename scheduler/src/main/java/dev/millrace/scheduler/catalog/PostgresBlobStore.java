package dev.millrace.scheduler.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps content in PostgreSQL, in chunks, so that one dump is a whole backup.
 *
 * <p>The content arrives in a {@link Spool} before its transaction begins. Two puts of one digest
 * meet at the primary key of {@code blob}: the second waits for the first to commit and then finds
 * everything there.
 */
final class PostgresBlobStore implements BlobStore {

  static final String STORE = "postgres";
  static final int CHUNK_BYTES = 512 * 1024;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  PostgresBlobStore(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public StoredBlob put(InputStream content, @Nullable Digest expected) throws IOException {
    try (Spool spool = Spool.of(content)) {
      if (expected != null && !expected.equals(spool.digest())) {
        throw new DigestMismatchException(expected, spool.digest());
      }
      if (!keptFor(spool.digest())) {
        store(spool);
      }
      return new StoredBlob(spool.digest(), spool.size());
    }
  }

  /**
   * Whether it is there, and stays for most of a day without a reference. One that is about to be
   * deleted is waited for, and is not there then.
   */
  private boolean keptFor(Digest digest) {
    jdbc.sql(
            """
            UPDATE blob SET created_at = millrace_now()
             WHERE digest = :digest AND store = :store
               AND created_at < millrace_now() - interval '1 hour'
            """)
        .param("digest", digest.hex())
        .param("store", STORE)
        .update();
    return exists(digest);
  }

  private void store(Spool spool) throws IOException {
    try {
      transactions.executeWithoutResult(
          transaction -> {
            if (insertBlob(spool)) {
              insertChunks(spool);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean insertBlob(Spool spool) {
    return jdbc.sql(
                """
                INSERT INTO blob (digest, store, size) VALUES (:digest, :store, :size)
                ON CONFLICT DO NOTHING
                """)
            .param("digest", spool.digest().hex())
            .param("store", STORE)
            .param("size", spool.size())
            .update()
        == 1;
  }

  private void insertChunks(Spool spool) {
    try (InputStream content = spool.open()) {
      int number = 0;
      for (byte[] chunk = content.readNBytes(CHUNK_BYTES);
          chunk.length > 0;
          chunk = content.readNBytes(CHUNK_BYTES)) {
        jdbc.sql(
                """
                INSERT INTO blob_chunk (digest, store, number, bytes)
                VALUES (:digest, :store, :number, :bytes)
                """)
            .param("digest", spool.digest().hex())
            .param("store", STORE)
            .param("number", number)
            .param("bytes", chunk)
            .update();
        number++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(Digest digest) {
    long size = size(digest).orElseThrow(() -> new BlobNotFoundException(digest));
    return new ChunkInputStream(size, CHUNK_BYTES, number -> chunk(digest, number));
  }

  private byte[] chunk(Digest digest, int number) {
    return jdbc.sql(
            """
            SELECT bytes FROM blob_chunk
             WHERE digest = :digest AND store = :store AND number = :number
            """)
        .param("digest", digest.hex())
        .param("store", STORE)
        .param("number", number)
        .query(byte[].class)
        .optional()
        .orElseThrow(() -> new BlobNotFoundException(digest));
  }

  @Override
  public OptionalLong size(Digest digest) {
    return jdbc.sql("SELECT size FROM blob WHERE digest = :digest AND store = :store")
        .param("digest", digest.hex())
        .param("store", STORE)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Set<Digest> missing(Collection<Digest> digests) {
    Set<Digest> missing = new LinkedHashSet<>(digests);
    jdbc.sql("SELECT digest FROM blob WHERE digest = ANY (:digests) AND store = :store")
        .param("digests", missing.stream().map(Digest::hex).toArray(String[]::new))
        .param("store", STORE)
        .query(String.class)
        .list()
        .forEach(present -> missing.remove(new Digest(present)));
    return missing;
  }
}
