package dev.millrace.executor.protocol;

import java.util.List;

/**
 * {@code GET snapshots/{digest}}: the files of a snapshot; their bytes are at {@code GET
 * snapshots/{digest}/files/{fileDigest}}.
 *
 * @param digest the snapshot's
 * @param files in no order
 */
public record SnapshotManifest(String digest, List<Entry> files) {
  public SnapshotManifest {
    files = WorkerProtocol.orEmpty(files);
  }

  /**
   * One file.
   *
   * @param path from the project's root, with {@code /}
   * @param mode {@code 0644} or {@code 0755}
   * @param digest sha256 of its bytes, lower-case hex
   * @param size bytes
   */
  public record Entry(String path, String mode, String digest, long size) {}
}
