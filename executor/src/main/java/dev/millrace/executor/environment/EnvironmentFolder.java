package dev.millrace.executor.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Built environments on the worker's disk. One counts only once its record is written, which is the
 * last thing a build does; a folder without record is what a crash left and is built anew.
 */
final class EnvironmentFolder {
  private static final String RECORD = "millrace-environment.json";
  private final Path root;

  EnvironmentFolder(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  Path lockFile(String key) {
    return root.resolve(key + ".lock");
  }

  /**
   * A finished environment.
   *
   * @param key what it was built from
   * @param lockDigest the packages it must have; null: any
   */
  Optional<Built> find(String key, @Nullable String lockDigest) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      List<Path> candidates =
          folders.filter(f -> f.getFileName().toString().startsWith(key + "-")).sorted().toList();
      for (Path candidate : candidates) {
        Optional<Built> built = read(candidate);
        if (built.isPresent()
            && (lockDigest == null || built.get().lockDigest.equals(lockDigest))) {
          return built;
        }
      }
      return Optional.empty();
    }
  }

  /**
   * An empty place for a build; what an unfinished one left there is removed.
   *
   * @param inUse says which folders must stay, finished or not
   */
  Path fresh(String key, Predicate<Path> inUse) throws IOException {
    for (int number = 1; ; number++) {
      Path folder = root.resolve(key + "-" + number);
      if (!inUse.test(folder) && read(folder).isEmpty()) {
        deleteTree(folder);
        return folder;
      }
    }
  }

  Built finish(Path folder, String freezeDigest) throws IOException {
    Path record = folder.resolve(RECORD);
    Path partial = folder.resolve(RECORD + ".partial");
    EnvironmentContent.remember(folder);
    Files.writeString(partial, JsonMapper.shared().writeValueAsString(new Note(freezeDigest)));
    Files.move(
        partial, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Built(folder, freezeDigest);
  }

  /** Lets it count no longer; steps that use it keep its files. */
  void withdraw(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(RECORD));
  }

  private static Optional<Built> read(Path folder) throws IOException {
    Path record = folder.resolve(RECORD);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    try {
      Note note = JsonMapper.shared().readValue(Files.readString(record), Note.class);
      return Optional.of(new Built(folder, note.lockDigest));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private record Note(String lockDigest) {}

  /** A finished environment and the digest of its packages. */
  record Built(Path folder, String lockDigest) {
    Path python() {
      return folder.resolve("bin").resolve("python");
    }
  }
}
