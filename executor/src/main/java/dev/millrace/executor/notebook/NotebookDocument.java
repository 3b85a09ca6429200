package dev.millrace.executor.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The output notebook: a fold of (notebook, preparation, events). Whoever has these has the same
 * document, so a live page, the stored file, and the file that the server finishes for a lost
 * worker agree.
 *
 * <p>Not safe for use by several threads.
 */
public final class NotebookDocument {
  private NotebookDocument() {}

  /**
   * The document before anything ran: parameters injected, outputs and earlier marks of failure
   * removed.
   *
   * @throws NotebookException PARAM_LANG if there are parameters and the notebook's language is not
   *     known to injection
   */
  public static NotebookDocument prepare(Notebook notebook, Preparation preparation)
      throws NotebookException {
    return Unbuilt.body();
  }

  /**
   * Takes the next event. Total: an event that does not fit (a cell that does not exist, anything
   * after the end) is ignored.
   */
  public void apply(NotebookEvent event) {
    Unbuilt.stop();
  }

  /**
   * Ends a document whose last event never came: a running cell gets the state that fits the end,
   * cells after it stay not run. Does nothing if it has ended already.
   */
  public void finish(NotebookEnd end, Instant at) {
    Unbuilt.stop();
  }

  /** How it stands. */
  public NotebookState state() {
    return Unbuilt.body();
  }

  /** The file: nbformat 4.5 as papermill lays it out, always strict JSON. */
  public byte[] toBytes() {
    return Unbuilt.body();
  }

  /** Writes the file so that a reader sees the old or the new one, never a part. */
  public void write(Path file) throws IOException {
    Unbuilt.stop();
  }
}
