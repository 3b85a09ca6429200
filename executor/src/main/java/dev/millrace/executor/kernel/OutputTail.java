package dev.millrace.executor.kernel;

/**
 * Hands a process's output on and remembers its end, for the message that tells why the process
 * failed.
 */
final class OutputTail implements ProcessOutput {
  private static final int LENGTH = 4096;

  private final ProcessOutput next;
  private final StringBuilder tail = new StringBuilder();

  OutputTail(ProcessOutput next) {
    this.next = next;
  }

  @Override
  public void print(Stream stream, String text) {
    synchronized (tail) {
      tail.append(text);
      if (tail.length() > 2 * LENGTH) {
        tail.delete(0, tail.length() - LENGTH);
      }
    }
    next.print(stream, text);
  }

  /** At most the last 4096 characters. */
  String text() {
    synchronized (tail) {
      return tail.substring(Math.max(0, tail.length() - LENGTH));
    }
  }
}
