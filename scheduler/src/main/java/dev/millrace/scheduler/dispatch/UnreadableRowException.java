package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.DatabaseFaults;
import java.util.function.Supplier;

/** A row that a run is decided by, or that its steps need, cannot be read. */
final class UnreadableRowException extends RuntimeException {
  private UnreadableRowException(String what, Throwable cause) {
    super(what + " cannot be read", cause);
  }

  /** The fault of a step whose state is none. */
  static UnreadableRowException state(String step, Throwable cause) {
    return new UnreadableRowException("the state of step '%s'".formatted(step), cause);
  }

  /**
   * Returns what the reading returns.
   *
   * @param what what is read, in words, such as "its parameters"
   * @throws UnreadableRowException when it can never be read
   * @throws RuntimeException when it may be read later
   */
  static <T> T read(String what, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      throw DatabaseFaults.isPermanent(e) ? new UnreadableRowException(what, e) : e;
    }
  }
}
