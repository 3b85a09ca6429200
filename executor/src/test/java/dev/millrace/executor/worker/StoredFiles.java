package dev.millrace.executor.worker;

import dev.millrace.executor.files.Digests;
import dev.millrace.executor.protocol.SnapshotManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that the test server stores. */
final class StoredFiles {
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final Map<String, SnapshotManifest> snapshots = new HashMap<>();

  synchronized String snapshot(Map<String, String> files) {
    List<SnapshotManifest.Entry> entries = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          String digest = Digests.of(bytes);
          blobs.put(digest, bytes);
          entries.add(new SnapshotManifest.Entry(path, "0644", digest, bytes.length));
        });
    String digest = Digests.of(entries.toString());
    snapshots.put(digest, new SnapshotManifest(digest, entries));
    return digest;
  }

  synchronized String text(String digest) {
    return new String(blob(digest), StandardCharsets.UTF_8);
  }

  synchronized SnapshotManifest manifest(String digest) {
    SnapshotManifest manifest = snapshots.get(digest);
    if (manifest == null) {
      throw new Refusal(404, "NOT_FOUND");
    }
    return manifest;
  }

  synchronized byte[] blob(String digest) {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      throw new Refusal(404, "NOT_FOUND");
    }
    return bytes;
  }

  synchronized void put(String digest, byte[] bytes) {
    if (!Digests.of(bytes).equals(digest)) {
      throw new Refusal(422, "DIGEST");
    }
    blobs.put(digest, bytes);
  }
}
