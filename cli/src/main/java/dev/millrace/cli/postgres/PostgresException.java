package dev.millrace.cli.postgres;

/** PostgreSQL could not be unpacked, started or reached; the message says where and what to do. */
public final class PostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresException(String message) {
    super(message);
  }

  PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
