package dev.millrace.scheduler.catalog;

import java.util.Set;

/**
 * What became of a list of files.
 *
 * @param digest the snapshot's name
 * @param missing contents that the project has to bring first; empty: the snapshot is stored
 */
public record Submission(Digest digest, Set<Digest> missing) {

  /** Whether the snapshot is stored now. */
  public boolean complete() {
    return missing.isEmpty();
  }
}
