package dev.millrace.scheduler.catalog;

import java.util.UUID;

/** A stored definition cannot be read any more; its Dag is quarantined and the others go on. */
public final class BrokenDefinitionException extends RuntimeException {

  private final UUID version;

  BrokenDefinitionException(UUID version, String message) {
    super(message, null, false, false);
    this.version = version;
  }

  /** The version whose definition is broken. */
  public UUID version() {
    return version;
  }
}
