package dev.millrace.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Places where a step stands still until the test lets it go on. Whoever comes to one makes a file,
 * and waits for another.
 */
final class Holds {
  private final Path folder;

  Holds(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Where a step may stand still. */
  enum Place {
    ENVIRONMENT,
    KERNEL,
    CELL
  }

  /** Nobody has come to any place yet, and all are closed. */
  void reset() throws IOException {
    for (Place place : Place.values()) {
      Files.deleteIfExists(begun(place));
      Files.deleteIfExists(released(place));
    }
  }

  void awaitBegun(Place place) throws InterruptedException {
    UpProcess.await(GatedServer.LONG, () -> Files.exists(begun(place)));
  }

  void release(Place place) throws IOException {
    Files.createFile(released(place));
  }

  /** Stands still there, for a shell. */
  String inShell(Place place) {
    return ": > '%s'; while [ ! -e '%s' ]; do sleep 0.05; done"
        .formatted(begun(place), released(place));
  }

  /** The same for Python. */
  String inPython(Place place) {
    return """
        import os, time
        open('%s', 'w').close()
        while not os.path.exists('%s'): time.sleep(0.02)
        """
        .formatted(begun(place), released(place));
  }

  private Path begun(Place place) {
    return folder.resolve(place + ".begun");
  }

  private Path released(Place place) {
    return folder.resolve(place + ".released");
  }
}
