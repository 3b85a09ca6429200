package dev.millrace.scheduler.catalog.files;

import dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Archives that must not be taken, each with the reason and the entry that the answer has to name.
 */
final class HostileArchives {

  record Hostile(String name, Supplier<byte[]> archive, Reason reason, String entry) {

    @Override
    public String toString() {
      return name;
    }
  }

  interface Filler<A> {
    void fill(A archive) throws IOException;
  }

  private HostileArchives() {}

  static List<Hostile> all() {
    return List.of(
        tar("tar: leads out", Reason.ARCHIVE_SLIP, "../evil", t -> file(t, "../evil", "x")),
        tar(
            "tar: leads out later",
            Reason.ARCHIVE_SLIP,
            "a/../../evil",
            t -> file(t, "a/../../evil", "x")),
        tar(
            "tar: absolute",
            Reason.ARCHIVE_SLIP,
            "/etc/cron.d/x",
            t -> absolute(t, "/etc/cron.d/x")),
        tar("tar: backslash", Reason.ARCHIVE_SLIP, "a\\..\\b", t -> file(t, "a\\..\\b", "x")),
        tar("tar: folder leads out", Reason.ARCHIVE_SLIP, "../", t -> folder(t, "../")),
        tar(
            "tar: repository hooks",
            Reason.ARCHIVE_SLIP,
            ".git/hooks/x",
            t -> file(t, ".git/hooks/x", "x")),
        tar(
            "tar: right-to-left",
            Reason.ARCHIVE_SLIP,
            "a\\u202Egnp",
            t -> file(t, "a\u202egnp", "x")),
        tar(
            "tar: symbolic link",
            Reason.ARCHIVE_LINK,
            "link",
            t -> link(t, "link", TarConstants.LF_SYMLINK)),
        tar("tar: link, then through it", Reason.ARCHIVE_LINK, "d", t -> linkThenFile(t)),
        tar(
            "tar: hard link",
            Reason.ARCHIVE_LINK,
            "hard",
            t -> link(t, "hard", TarConstants.LF_LINK)),
        tar("tar: device", Reason.ARCHIVE_LINK, "null", t -> link(t, "null", TarConstants.LF_CHR)),
        tar("tar: pipe", Reason.ARCHIVE_LINK, "pipe", t -> link(t, "pipe", TarConstants.LF_FIFO)),
        tar("tar: twice", Reason.ARCHIVE_DUPLICATE, "a", t -> files(t, "a", "a")),
        tar("tar: twice but for case", Reason.ARCHIVE_DUPLICATE, "A", t -> files(t, "a", "A")),
        tar("tar: file and folder", Reason.ARCHIVE_DUPLICATE, "a/b", t -> files(t, "a", "a/b")),
        tar("tar: bomb", Reason.ARCHIVE_BOMB, "zeros", t -> file(t, "zeros", zeros(50 << 20))),
        tar("tar: too many", Reason.ARCHIVE_ENTRIES, "f10000", t -> many(t, 10_001)),
        tar("tar: no file", Reason.ARCHIVE_EMPTY, "", t -> folder(t, "empty/")),
        new Hostile("tar: bomb in a long name", HostileArchives::longName, Reason.ARCHIVE_BOMB, ""),
        new Hostile(
            "tar: cut off",
            () -> cut(tarOf(t -> file(t, "a", noise(300_000)))),
            Reason.ARCHIVE_TRUNCATED,
            "a"),
        new Hostile(
            "not an archive",
            () -> "<html>login</html>".getBytes(StandardCharsets.UTF_8),
            Reason.ARCHIVE_FORMAT,
            ""),
        new Hostile("empty upload", () -> new byte[0], Reason.ARCHIVE_FORMAT, ""),
        new Hostile("gzip of no tar", () -> gzip(noise(4000)), Reason.ARCHIVE_FORMAT, ""),
        zip("zip: leads out", Reason.ARCHIVE_SLIP, "../../evil", z -> file(z, "../../evil", "x")),
        zip("zip: drive", Reason.ARCHIVE_SLIP, "C:/evil", z -> file(z, "C:/evil", "x")),
        zip("zip: symbolic link", Reason.ARCHIVE_LINK, "link", HostileArchives::symbolicLink),
        zip(
            "zip: twice but for case",
            Reason.ARCHIVE_DUPLICATE,
            "readme",
            z -> files(z, "README", "readme")),
        zip("zip: bomb", Reason.ARCHIVE_BOMB, "zeros", z -> file(z, "zeros", zeros(50 << 20))),
        zip("zip: too many", Reason.ARCHIVE_ENTRIES, "", z -> many(z, 10_001)),
        new Hostile(
            "zip: encrypted", HostileArchives::encrypted, Reason.ARCHIVE_ENCRYPTED, "secret"),
        new Hostile(
            "zip: cut off",
            () -> cut(zipOf(z -> file(z, "a", noise(3000)))),
            Reason.ARCHIVE_TRUNCATED,
            ""),
        new Hostile("zip: damaged", HostileArchives::damaged, Reason.ARCHIVE_TRUNCATED, "a"),
        new Hostile(
            "zip: lies about its entries", HostileArchives::lying, Reason.ARCHIVE_FORMAT, ""));
  }

  static byte[] tarOf(Filler<TarArchiveOutputStream> filler) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      filler.fill(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zipOf(Filler<ZipArchiveOutputStream> filler) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      filler.fill(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void file(TarArchiveOutputStream tar, String name, String content) throws IOException {
    file(tar, name, content.getBytes(StandardCharsets.UTF_8));
  }

  static void file(ZipArchiveOutputStream zip, String name, String content) throws IOException {
    file(zip, name, content.getBytes(StandardCharsets.UTF_8));
  }

  static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    put(tar, new TarArchiveEntry(name), content);
  }

  static void executable(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(0100750);
    put(tar, entry, content);
  }

  static void folder(TarArchiveOutputStream tar, String name) throws IOException {
    tar.putArchiveEntry(new TarArchiveEntry(name));
    tar.closeArchiveEntry();
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  static void file(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
    zip.putArchiveEntry(new ZipArchiveEntry(name));
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static Hostile tar(
      String name, Reason reason, String entry, Filler<TarArchiveOutputStream> filler) {
    return new Hostile(name, () -> tarOf(filler), reason, entry);
  }

  private static Hostile zip(
      String name, Reason reason, String entry, Filler<ZipArchiveOutputStream> filler) {
    return new Hostile(name, () -> zipOf(filler), reason, entry);
  }

  private static void absolute(TarArchiveOutputStream tar, String name) throws IOException {
    put(tar, new TarArchiveEntry(name, true), new byte[] {1});
  }

  private static void link(TarArchiveOutputStream tar, String name, byte kind) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName("/etc/passwd");
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static void linkThenFile(TarArchiveOutputStream tar) throws IOException {
    link(tar, "d", TarConstants.LF_SYMLINK);
    file(tar, "d/evil", "x");
  }

  private static void symbolicLink(ZipArchiveOutputStream zip) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry("link");
    entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
    zip.putArchiveEntry(entry);
    zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
    zip.closeArchiveEntry();
  }

  private static void files(TarArchiveOutputStream tar, String... names) throws IOException {
    for (String name : names) {
      file(tar, name, "x");
    }
  }

  private static void files(ZipArchiveOutputStream zip, String... names) throws IOException {
    for (String name : names) {
      file(zip, name, "x");
    }
  }

  private static void many(TarArchiveOutputStream tar, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      file(tar, "f" + i, noise(16));
    }
  }

  private static void many(ZipArchiveOutputStream zip, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      file(zip, "f" + i, "x");
    }
  }

  private static byte[] zeros(int bytes) {
    return new byte[bytes];
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  private static byte[] cut(byte[] archive) {
    return Arrays.copyOf(archive, archive.length / 2);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A name of 8 MiB, which a reader that trusts the header gathers in memory. */
  private static byte[] longName() {
    byte[] name = new byte[8 << 20];
    Arrays.fill(name, (byte) 'n');
    return tarOf(
        t ->
            put(
                t,
                new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME),
                name));
  }

  /** Sets the flag "encrypted" in the local header and in the central directory. */
  private static byte[] encrypted() {
    byte[] zip = zipOf(z -> file(z, "secret", "x"));
    zip[6] |= 1;
    zip[indexOf(zip, new byte[] {'P', 'K', 1, 2}) + 8] |= 1;
    return zip;
  }

  /** Stored content with one bit flipped behind its checksum's back. */
  private static byte[] damaged() {
    byte[] content = "the content as it was packed".getBytes(StandardCharsets.UTF_8);
    byte[] zip =
        zipOf(
            z -> {
              z.setMethod(ZipArchiveOutputStream.STORED);
              ZipArchiveEntry entry = new ZipArchiveEntry("a");
              java.util.zip.CRC32 crc = new java.util.zip.CRC32();
              crc.update(content);
              entry.setCrc(crc.getValue());
              entry.setSize(content.length);
              z.putArchiveEntry(entry);
              z.write(content);
              z.closeArchiveEntry();
            });
    zip[indexOf(zip, content)] ^= 1;
    return zip;
  }

  /** 100,000 entries of which the record at the end admits one. */
  private static byte[] lying() {
    byte[] zip = zipOf(z -> many(z, 100_000));
    int end = zip.length - 22;
    zip[end + 8] = 1;
    zip[end + 9] = 0;
    zip[end + 10] = 1;
    zip[end + 11] = 0;
    return zip;
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int at = 0; at <= in.length - what.length; at++) {
      if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
