package dev.millrace.scheduler.catalog.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A stream that delivers only as much as was allowed last, so that a library behind it cannot
 * gather more.
 */
final class AllowanceInputStream extends InputStream {

  private final InputStream source;
  private final Supplier<? extends RuntimeException> exceeded;
  private long allowance;

  AllowanceInputStream(InputStream source, Supplier<? extends RuntimeException> exceeded) {
    this.source = source;
    this.exceeded = exceeded;
  }

  /** Allows that many bytes from here on; what was left of the allowance before is gone. */
  void allow(long bytes) {
    allowance = bytes;
  }

  @Override
  public int read() throws IOException {
    int one = source.read();
    spend(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int some = source.read(into, offset, length);
    spend(Math.max(0, some));
    return some;
  }

  private void spend(int bytes) {
    allowance -= bytes;
    if (allowance < 0) {
      throw exceeded.get();
    }
  }
}
