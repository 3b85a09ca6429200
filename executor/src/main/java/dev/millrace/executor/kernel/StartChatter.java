package dev.millrace.executor.kernel;

/**
 * Leaves out the one line that ipykernel prints at every start and on which nobody can act: that
 * its channels are not encrypted. They are signed, and do not leave the machine. Everything else is
 * handed on in its order, standard error by whole lines until the start is over.
 */
final class StartChatter implements ProcessOutput {
  private static final String UNENCRYPTED = "Kernel is running over TCP without encryption.";

  private final ProcessOutput next;
  private final StringBuilder begun = new StringBuilder();
  private boolean starting = true;

  StartChatter(ProcessOutput next) {
    this.next = next;
  }

  @Override
  public void print(Stream stream, String text) {
    if (stream == Stream.STDOUT) {
      next.print(stream, text);
      return;
    }
    synchronized (begun) {
      begun.append(text);
      handOn(starting ? begun.lastIndexOf("\n") + 1 : begun.length());
    }
  }

  /** The kernel answered, or ended: from now on everything is handed on as it comes. */
  void started() {
    synchronized (begun) {
      handOn(begun.length());
      starting = false;
    }
  }

  private void handOn(int length) {
    String text = begun.substring(0, length);
    begun.delete(0, length);
    String kept = starting ? withoutWarning(text) : text;
    if (!kept.isEmpty()) {
      next.print(Stream.STDERR, kept);
    }
  }

  private static String withoutWarning(String lines) {
    int at = lines.indexOf(UNENCRYPTED);
    if (at < 0) {
      return lines;
    }
    int end = lines.indexOf('\n', at) + 1;
    return lines.substring(0, lines.lastIndexOf('\n', at) + 1)
        + (end == 0 ? "" : lines.substring(end));
  }
}
