package dev.millrace.scheduler.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps immutable content under its SHA-256 digest.
 *
 * <p>Content is stored once, whoever brings it: putting the same bytes again, also at the same
 * moment from another server, changes nothing and answers the same digest. Memory does not grow
 * with the content. Who may read a digest is the caller's question, never this store's.
 */
public interface BlobStore {

  /**
   * Stores the stream's bytes to its end; does not close it. When the call returns the content is
   * durable. Nothing may refer to it yet: it is kept for most of a day, also if it was there
   * before.
   *
   * @param expected the digest the sender announced, or null when the store shall compute it
   * @return digest and size of what is stored now
   * @throws DigestMismatchException when the bytes have another digest than {@code expected};
   *     nothing is stored
   * @throws IOException when reading the stream fails; nothing is stored
   */
  StoredBlob put(InputStream content, @Nullable Digest expected) throws IOException;

  /**
   * Opens the content for one pass from its beginning. The stream reads ahead a bounded part and
   * holds no database connection between reads; the caller closes it.
   *
   * @throws BlobNotFoundException when the store has no such content
   */
  InputStream open(Digest digest);

  /** The content's size in bytes; empty when the store does not have it. */
  OptionalLong size(Digest digest);

  /** Whether the store has the content. */
  default boolean exists(Digest digest) {
    return size(digest).isPresent();
  }

  /** Those of the given digests that the store does not have. */
  Set<Digest> missing(Collection<Digest> digests);

  /**
   * What a {@link #put} left in the store.
   *
   * @param digest the content's digest
   * @param size in bytes
   */
  record StoredBlob(Digest digest, long size) {}
}
