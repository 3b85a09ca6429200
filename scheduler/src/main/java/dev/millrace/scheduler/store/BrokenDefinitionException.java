package dev.millrace.scheduler.store;

import java.util.UUID;

/**
 * A stored version of a Dag cannot be read. It harms what uses that version and nothing else: its
 * Dag starts no runs, and its unfinished runs are quarantined.
 */
public final class BrokenDefinitionException extends RuntimeException {

  private final UUID version;

  BrokenDefinitionException(UUID version, int number, Throwable cause) {
    // What was wrong is in the message; where it was noticed says nothing about the stored text.
    super("version %d cannot be read: %s".formatted(number, firstLine(cause)), null, false, false);
    this.version = version;
  }

  /** The version whose definition is broken. */
  public UUID version() {
    return version;
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
