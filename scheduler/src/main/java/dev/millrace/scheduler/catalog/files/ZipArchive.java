package dev.millrace.scheduler.catalog.files;

import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_ENCRYPTED;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_FORMAT;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_LINK;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_TRUNCATED;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * Reads a zip by its central directory, which alone tells links from files. The directory is
 * measured before the library reads it, because the library keeps all of it in memory.
 */
final class ZipArchive {

  private final Unpacking unpacking;
  private final ZipFile zip;

  private ZipArchive(Unpacking unpacking, ZipFile zip) {
    this.unpacking = unpacking;
    this.zip = zip;
  }

  static void read(Path archive, Unpacking unpacking) throws IOException {
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
      ZipDirectory.measure(channel, unpacking);
      try (ZipFile zip = open(channel, unpacking)) {
        new ZipArchive(unpacking, zip).readAll();
      }
    }
  }

  private static ZipFile open(FileChannel channel, Unpacking unpacking) {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(channel)
          .setCharset(StandardCharsets.UTF_8)
          .get();
    } catch (IOException | IllegalArgumentException e) {
      throw unpacking.unreadable(e);
    }
  }

  private void readAll() throws IOException {
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
    for (ZipArchiveEntry entry : entries) {
      take(entry);
    }
  }

  private void take(ZipArchiveEntry entry) throws IOException {
    String name = entry.getName();
    unpacking.begin(name);
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new ArchiveRefusedException(ARCHIVE_ENCRYPTED, name, "the entry is encrypted");
    }
    int type = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
    if (type != 0 && type != UnixStat.FILE_FLAG && type != UnixStat.DIR_FLAG) {
      throw new ArchiveRefusedException(
          ARCHIVE_LINK, name, "the entry is a link or a device; only files and folders are taken");
    }
    if (entry.isDirectory()) {
      unpacking.folder(name);
    } else {
      file(entry, name);
    }
  }

  private void file(ZipArchiveEntry entry, String name) throws IOException {
    int method = entry.getMethod();
    if (method != ZipMethod.STORED.getCode() && method != ZipMethod.DEFLATED.getCode()) {
      throw new ArchiveRefusedException(
          ARCHIVE_FORMAT,
          name,
          "the entry is packed by method %d; only 'stored' and 'deflated' are read"
              .formatted(method));
    }
    try (InputStream content = content(entry)) {
      CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
      unpacking.file(name, FileMode.ofBits(entry.getUnixMode()), checked);
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new ArchiveRefusedException(
            ARCHIVE_TRUNCATED, name, "the entry's content does not match its checksum");
      }
    }
  }

  private InputStream content(ZipArchiveEntry entry) {
    try {
      InputStream content = zip.getInputStream(entry);
      if (content != null) {
        return content;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unpacking.unreadable(e);
    }
    throw new ArchiveRefusedException(
        ARCHIVE_FORMAT, entry.getName(), "the entry's content is not in the archive");
  }
}
