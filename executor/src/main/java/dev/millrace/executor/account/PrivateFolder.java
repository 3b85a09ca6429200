package dev.millrace.executor.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Folders and files that are their owner's alone, whatever the umask and the folder above say. */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /** An account for steps may pass through a worker's folder and see no more. */
  private static final Set<PosixFilePermission> PASSING =
      EnumSet.of(PosixFilePermission.GROUP_EXECUTE);

  private PrivateFolder() {}

  /**
   * Makes the folder, or takes the rights of others away from one that is empty or was this
   * program's before.
   *
   * @param mark a file that says that the folder was made by this program
   * @throws IOException also when the folder holds other files and others can look into it; the
   *     message says what to do
   */
  public static void make(Path folder, String mark) throws IOException {
    if (!Files.isDirectory(folder)) {
      FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(FOLDER);
      Files.createDirectories(folder, mode);
      Files.setPosixFilePermissions(folder, FOLDER);
    } else if (isOpen(folder)) {
      if (!Files.exists(folder.resolve(mark)) && !isEmpty(folder)) {
        // It may be a home folder, or /tmp: taking rights away there would break what others do.
        throw new IOException(
            "the folder %s can be read by others and holds files that are not Millrace's; choose another, or make it private: chmod 700 %s"
                .formatted(folder, folder));
      }
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** Makes an empty file, or takes the rights of others away from the one that is there. */
  public static void makeFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    }
    Files.setPosixFilePermissions(file, FILE);
  }

  private static boolean isOpen(Path folder) throws IOException {
    var others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(Files.getPosixFilePermissions(folder));
    others.removeAll(FOLDER);
    others.removeAll(PASSING);
    return !others.isEmpty();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
