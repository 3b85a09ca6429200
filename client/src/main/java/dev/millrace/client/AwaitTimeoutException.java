package dev.millrace.client;

import java.io.Serial;
import java.time.Duration;

/** A run had not ended when its awaiter's patience had. The run goes on. */
public final class AwaitTimeoutException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Run run;

  AwaitTimeoutException(Run run, Duration limit) {
    super(
        "run %s has not ended within %s (%s); await it again, cancel it, or ask `millrace why %s`"
            .formatted(run.id(), limit, run.stateText(), run.id()));
    this.run = run;
  }

  /** The run as it was last seen. */
  public Run run() {
    return run;
  }
}
