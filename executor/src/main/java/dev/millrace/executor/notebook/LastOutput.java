package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.LastWords;
import dev.millrace.executor.kernel.ProcessOutput.Stream;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;

/** Puts what a kernel wrote just before its end under the cell that ran. */
final class LastOutput {
  /** With this faulthandler begins, which writes past everything that ipykernel captures. */
  private static final String TRACE = "Fatal Python error:";

  private static final int LINE = 200;

  private final KernelEar ear;
  private final LastWords words;

  LastOutput(KernelEar ear, LastWords words) {
    this.ear = ear;
    this.words = words;
  }

  /**
   * Shows it. The kernel must be gone.
   *
   * @param since when the cell was sent
   * @return the one line that says most about a crash; empty if there is none
   */
  String showUnder(ExecutedCell cell, LastWords.Mark since) {
    String process = cell.processText(Stream.STDERR);
    int at = process.indexOf(TRACE);
    String trace = at >= 0 ? process.substring(at) : "";
    String stdout = unheard(Stream.STDOUT, cell, since, cell.processText(Stream.STDOUT));
    String stderr =
        unheard(Stream.STDERR, cell, since, at >= 0 ? process.substring(0, at) : process);
    ear.say(cell, StreamName.STDOUT, stdout);
    ear.say(cell, StreamName.STDERR, stderr + trace);
    String line = at >= 0 ? firstLine(trace) : lastLine(stderr);
    return line.substring(0, Excerpt.safeEnd(line, LINE));
  }

  /**
   * What was printed and never sent, what the process wrote past the kernel, and what C code wrote
   * and the kernel did not print.
   */
  private String unheard(Stream stream, ExecutedCell cell, LastWords.Mark since, String written) {
    String printed = words.unsent(stream, since, cell.heard(stream));
    return printed + missing(written, cell.heardText(stream) + printed) + words.unread(stream);
  }

  /** The last lines of the first text that are not in the second. */
  private static String missing(String written, String shown) {
    int start = written.length();
    while (start > 0) {
      int before = written.lastIndexOf('\n', start - 2) + 1;
      String line = written.substring(before, start);
      if (!line.isBlank() && shown.contains(line.strip())) {
        break;
      }
      start = before;
    }
    return written.substring(start);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line).strip();
  }
}
