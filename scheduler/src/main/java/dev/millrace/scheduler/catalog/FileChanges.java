package dev.millrace.scheduler.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a deployment's files differ from those of the deployment before it; before the first one
 * there were none.
 *
 * @param added files that were not there
 * @param changed files whose content or mode is another
 * @param removed files that are no longer there
 */
public record FileChanges(FilePaths added, FilePaths changed, FilePaths removed) {

  /**
   * Some files by their paths.
   *
   * @param count how many there are
   * @param first the paths of the first of them, in the order of the paths; at most ten
   */
  public record FilePaths(int count, List<String> first) {
    private static final int TOLD = 10;

    /** Copies the list. */
    public FilePaths {
      first = List.copyOf(first);
    }

    private static FilePaths of(List<String> paths) {
      return new FilePaths(paths.size(), paths.stream().sorted().limit(TOLD).toList());
    }
  }

  @Override
  public String toString() {
    return "%d files added, %d changed, %d removed"
        .formatted(added.count(), changed.count(), removed.count());
  }

  static FileChanges between(List<SnapshotFile> before, List<SnapshotFile> after) {
    Map<String, SnapshotFile> gone = new HashMap<>();
    before.forEach(file -> gone.put(file.path(), file));
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (SnapshotFile file : after) {
      SnapshotFile earlier = gone.remove(file.path());
      if (earlier == null) {
        added.add(file.path());
      } else if (!earlier.equals(file)) {
        changed.add(file.path());
      }
    }
    return new FileChanges(
        FilePaths.of(added), FilePaths.of(changed), FilePaths.of(List.copyOf(gone.keySet())));
  }
}
