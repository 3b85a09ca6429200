package dev.millrace.executor.files;

import java.io.IOException;
import java.nio.file.Path;

/** Where bytes come from that the cache does not have. */
@FunctionalInterface
public interface BlobSource {
  /**
   * Writes the bytes with this sha256 to {@code target}, which does not exist yet. The caller
   * checks them.
   *
   * @throws IOException when they cannot be had; whatever was written is removed by the caller
   */
  void download(String digest, Path target) throws IOException, InterruptedException;
}
