package dev.millrace.scheduler.secret;

/** A key is missing or does not fit; the message says which, and what to do. */
public final class SecretKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SecretKeyException(String message) {
    super(message);
  }
}
