package dev.millrace.executor.kernel;

/**
 * Takes what a process prints, as it comes.
 *
 * <p>Called by one thread per stream, in the stream's order, with text of at most a few KiB; a
 * character is never split over two calls, and bytes that are not UTF-8 arrive as U+FFFD. While a
 * call lasts the process is held back as soon as its pipe is full, so an implementation that waits
 * slows the process and never grows.
 */
@FunctionalInterface
public interface ProcessOutput {
  /** Discards everything. */
  ProcessOutput NONE = (stream, text) -> {};

  void print(Stream stream, String text);

  /** Which of a process's two output streams. */
  enum Stream {
    STDOUT,
    STDERR
  }
}
