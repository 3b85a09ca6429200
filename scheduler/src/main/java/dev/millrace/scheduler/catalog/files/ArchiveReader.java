package dev.millrace.scheduler.catalog.files;

import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_FORMAT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks archives from strangers: gzip-compressed tar, and zip.
 *
 * <p>What it is, its first bytes say, not its name. Nothing is written to the file system and
 * memory stays bounded whatever the archive claims; sizes are counted as they are unpacked, never
 * believed.
 */
public final class ArchiveReader {

  /** Takes the files of an archive, one after the other. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param path relative, judged by the path rules and unlike every earlier one
     * @param content to be read to its end before the call returns
     */
    void accept(String path, FileMode mode, InputStream content) throws IOException;
  }

  private final ArchiveLimits limits;

  /** A reader that refuses archives beyond these limits. */
  public ArchiveReader(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Hands every file of the archive to the sink, in the archive's order. Folders only count as
   * entries.
   *
   * @throws ArchiveRefusedException at the first entry that is not acceptable; the sink has seen
   *     those before it
   * @throws IOException when reading the archive's file or the sink fails
   */
  public void read(Path archive, Sink sink) throws IOException {
    Unpacking unpacking = new Unpacking(limits, Files.size(archive), sink);
    byte[] magic = firstBytes(archive);
    if (magic.length >= 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b) {
      TarGzArchive.read(archive, unpacking);
    } else if (magic.length == 4 && magic[0] == 'P' && magic[1] == 'K') {
      ZipArchive.read(archive, unpacking);
    } else {
      throw new ArchiveRefusedException(
          ARCHIVE_FORMAT, null, "the content is neither a gzip-compressed tar nor a zip");
    }
    unpacking.finish();
  }

  private static byte[] firstBytes(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return in.readNBytes(4);
    }
  }
}
