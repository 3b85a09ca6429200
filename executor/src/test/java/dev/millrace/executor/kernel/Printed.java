package dev.millrace.executor.kernel;

import java.time.Duration;

/** Remembers what a process printed. */
final class Printed implements ProcessOutput {
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();

  @Override
  public synchronized void print(Stream stream, String more) {
    text(stream).append(more);
  }

  synchronized String of(Stream stream) {
    return text(stream).toString();
  }

  void await(String what) {
    TestKernels.await(
        "'" + what + "'", Duration.ofSeconds(20), () -> of(Stream.STDOUT).contains(what));
  }

  private StringBuilder text(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }
}
