package dev.millrace.executor.worker;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one attempt on the worker's disk.
 *
 * @param path the folder
 * @param attempt the attempt's id
 */
record AttemptFolder(Path path, UUID attempt) {
  private static final Logger log = LoggerFactory.getLogger(AttemptFolder.class);

  /** Makes it, and notes the epoch for a later start of the worker. */
  void create(long epoch) throws IOException {
    Files.createDirectories(scratch().resolve("tmp"));
    Files.createDirectories(scratch().resolve("packages"));
    Files.writeString(path.resolve("epoch"), Long.toString(epoch));
  }

  /** The attempt's copy of the project. */
  Path project() {
    return path.resolve("project");
  }

  /** The platform's own files and the step's temporary ones. */
  Path scratch() {
    return path.resolve("scratch");
  }

  Path spool() {
    return path.resolve("events.jsonl");
  }

  Path outputNotebook() {
    return path.resolve("output.ipynb");
  }

  /** The lease it ran under; empty when a crash came before it was noted. */
  OptionalLong epoch() {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(path.resolve("epoch")).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Removes it with everything in it, also where a step took away its own rights. What resists is
   * logged.
   */
  void delete() {
    delete(path);
  }

  /** Removes the files of the step and keeps its events. */
  void deleteWork() {
    delete(project());
    delete(scratch());
  }

  private static void delete(Path place) {
    try {
      Files.walkFileTree(place, new Remover());
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      log.warn("{} cannot be removed and stays until the next start: {}", place, e.toString());
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(folder) || !Files.isExecutable(folder) || !Files.isReadable(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        throw new IOException("something in it came back", e);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
