package dev.millrace.scheduler.catalog;

/** The bytes that arrived are not the bytes that were announced; nothing was stored. */
public final class DigestMismatchException extends RuntimeException {

  private final Digest expected;
  private final Digest actual;

  DigestMismatchException(Digest expected, Digest actual) {
    super("the content has SHA-256 %s, announced was %s".formatted(actual, expected));
    this.expected = expected;
    this.actual = actual;
  }

  /** The digest the sender announced. */
  public Digest expected() {
    return expected;
  }

  /** The digest of the bytes that arrived. */
  public Digest actual() {
    return actual;
  }
}
