package dev.millrace.scheduler.catalog.files;

import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_LINK;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads a gzip-compressed tar as a stream. */
final class TarGzArchive {

  /**
   * Long names and extended headers of one entry, which the library keeps in memory; and padding.
   */
  private static final long HEADER_BYTES = 1 << 20;

  private final Unpacking unpacking;
  private final AllowanceInputStream unpacked;
  private final TarArchiveInputStream tar;

  private TarGzArchive(Unpacking unpacking, InputStream packed) throws IOException {
    this.unpacking = unpacking;
    this.unpacked = new AllowanceInputStream(new GZIPInputStream(packed), unpacking::bomb);
    this.tar = new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
  }

  static void read(Path archive, Unpacking unpacking) throws IOException {
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(archive))) {
      open(packed, unpacking).readAll();
    }
  }

  private static TarGzArchive open(InputStream packed, Unpacking unpacking) {
    try {
      return new TarGzArchive(unpacking, packed);
    } catch (IOException e) {
      throw unpacking.unreadable(e);
    }
  }

  private void readAll() throws IOException {
    for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
      unpacked.allow(unpacking.allowedBytes() + HEADER_BYTES);
      take(entry);
    }
    readToChecksum();
  }

  private @Nullable TarArchiveEntry next() {
    unpacked.allow(HEADER_BYTES);
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw unpacking.unreadable(e);
    }
  }

  private void readToChecksum() {
    unpacked.allow(HEADER_BYTES);
    try {
      unpacked.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unpacking.unreadable(e);
    }
  }

  private void take(TarArchiveEntry entry) throws IOException {
    String name = entry.getName();
    unpacking.begin(name);
    if (entry.isDirectory()) {
      unpacking.folder(name);
    } else if (isFile(entry)) {
      unpacking.file(name, FileMode.ofBits(entry.getMode()), tar);
    } else {
      throw new ArchiveRefusedException(
          ARCHIVE_LINK,
          name,
          "the entry is %s; only files and folders are taken".formatted(kindOf(entry)));
    }
  }

  private static boolean isFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    boolean plain =
        kind == TarConstants.LF_NORMAL
            || kind == TarConstants.LF_OLDNORM
            || kind == TarConstants.LF_CONTIG;
    return plain && !entry.isSparse();
  }

  private static String kindOf(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      return "a symbolic link";
    }
    if (entry.isLink()) {
      return "a hard link";
    }
    return entry.isSparse() ? "a sparse file" : "a device, a pipe or of an unknown kind";
  }
}
