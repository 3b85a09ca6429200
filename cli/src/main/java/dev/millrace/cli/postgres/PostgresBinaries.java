package dev.millrace.cli.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks the PostgreSQL binaries that are on the class path, once per version.
 *
 * <p>The folder appears in one rename, so a start that is killed half way leaves nothing that a
 * later one could take for whole.
 */
final class PostgresBinaries {
  /**
   * Names the folder, so that a newer build unpacks beside an older one; kept equal to the parent
   * pom by a test.
   */
  static final String VERSION = "18.6.0";

  /** Set by the launcher: where it keeps what it has unpacked of this build. */
  private static final String PREPARED = "millrace.prepared";

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /**
   * Makes sure that the binaries lie below {@code folder}. Idempotent.
   *
   * @throws PostgresException when this platform has no binaries or they cannot be written
   */
  static PostgresBinaries unpack(Path folder) {
    return unpack(folder, Optional.ofNullable(System.getProperty(PREPARED)).map(Path::of));
  }

  /**
   * @param prepared a folder in which the same binaries may lie unpacked already; they are linked
   *     to, or copied where that is not possible, which takes a tenth of the time
   */
  static PostgresBinaries unpack(Path folder, Optional<Path> prepared) {
    String archive = archiveName();
    Path home = folder.resolve("postgresql-" + VERSION);
    if (Files.isDirectory(home)) {
      return new PostgresBinaries(home);
    }
    Optional<Path> ready =
        prepared.map(p -> p.resolve("postgresql-" + VERSION)).filter(Files::isDirectory);
    try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (in == null) {
        throw new PostgresException(
            "no PostgreSQL binaries for this platform (%s) are packed into this build; use --database-url with a PostgreSQL 14 or newer"
                .formatted(archive));
      }
      Path fresh = Files.createTempDirectory(Files.createDirectories(folder), "unpacking-");
      if (ready.isPresent()) {
        link(ready.get(), fresh);
      } else {
        extract(in, fresh);
      }
      moveInPlace(fresh, home);
      return new PostgresBinaries(home);
    } catch (IOException e) {
      throw new PostgresException(
          "PostgreSQL's binaries could not be unpacked to %s (%s); check free space and permissions there"
              .formatted(home, e.getMessage()),
          e);
    }
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static void link(Path source, Path target) throws IOException {
    try (var paths = Files.walk(source)) {
      for (Path path : paths.skip(1).toList()) {
        Path here = target.resolve(source.relativize(path));
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || !linked(path, here)) {
          Files.copy(path, here, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  /** Nobody ever writes to a program, so that two folders can have one file. */
  private static boolean linked(Path file, Path here) {
    try {
      Files.createLink(here, file);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // another disk, another owner: it is copied
    }
  }

  private static String archiveName() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "darwin" : "linux";
    String machine = arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
    return "postgres-%s-%s.txz".formatted(system, machine);
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, executable());
          }
        }
      }
    }
  }

  private static Set<PosixFilePermission> executable() {
    return EnumSet.of(
        PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_EXECUTE);
  }

  private static void moveInPlace(Path fresh, Path home) throws IOException {
    Files.setPosixFilePermissions(fresh, executable());
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      deleteRecursively(fresh);
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
