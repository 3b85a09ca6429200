package dev.millrace.scheduler.expression;

import java.math.BigInteger;

/**
 * A whole number beyond 64 bits while it is in an expression. CEL has no function for it, so that
 * it can be passed on and compared with {@code ==}, and nothing else. No {@link Number}: CEL would
 * compare that wrongly.
 */
record LargeNumber(BigInteger value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
