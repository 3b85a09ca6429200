package dev.millrace.client;

import java.util.List;

/**
 * What a project folder holds for a snapshot.
 *
 * @param files sorted by path
 * @param warnings what was left out and may be missed, one sentence for each link; for people
 */
public record FolderListing(List<ProjectFile> files, List<String> warnings) {
  /** Copies the lists. */
  public FolderListing {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }
}
