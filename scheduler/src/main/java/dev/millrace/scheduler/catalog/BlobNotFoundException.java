package dev.millrace.scheduler.catalog;

/**
 * The store has no content with this digest: it was never stored, or the database was restored
 * without it.
 */
public final class BlobNotFoundException extends RuntimeException {

  BlobNotFoundException(Digest digest) {
    super("no content with SHA-256 %s is stored".formatted(digest));
  }
}
