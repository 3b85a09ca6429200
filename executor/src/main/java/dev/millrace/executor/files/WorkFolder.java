package dev.millrace.executor.files;

import static java.util.Objects.requireNonNull;

import dev.millrace.dsl.files.DiskNames;
import dev.millrace.executor.protocol.InputArtifact;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An attempt's private copy of the project, which remembers what was in it before the step began.
 */
public final class WorkFolder {
  /** What tools leave behind and nobody means to publish. */
  private static final Set<String> LEFT_OUT_FOLDERS =
      Set.of(
          ".git",
          ".ipynb_checkpoints",
          "__pycache__",
          ".venv",
          "venv",
          "node_modules",
          ".cache",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".Rproj.user");

  private static final Set<String> LEFT_OUT_FILES = Set.of(".Rhistory", ".DS_Store");

  private final Path root;
  private final List<InputArtifact> inputs;
  private final Map<String, Stamp> before = new HashMap<>();

  WorkFolder(Path root, List<InputArtifact> inputs) throws IOException {
    this.root = root;
    this.inputs = List.copyOf(inputs);
    walk((path, stamp) -> before.put(path, stamp));
  }

  /** The project's root. */
  public Path root() {
    return root;
  }

  /** The files of upstream steps that were placed. */
  public List<InputArtifact> inputs() {
    return inputs;
  }

  /**
   * Paths from the root of the files that were created or written to since, without caches and
   * checkpoints, sorted; as {@link DiskNames} read them. Symbolic links are listed as they are,
   * never followed.
   */
  SortedSet<String> changed() throws IOException {
    TreeSet<String> changed = new TreeSet<>();
    walk(
        (path, stamp) -> {
          if (!stamp.equals(before.get(path))) {
            changed.add(path);
          }
        });
    return changed;
  }

  private void walk(Found found) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root)
                    && LEFT_OUT_FOLDERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (!LEFT_OUT_FILES.contains(name)
                && !name.endsWith(".pyc")
                && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
              try {
                found.file(DiskNames.text(root.relativize(file)), Stamp.of(file));
              } catch (NoSuchFileException e) {
                return FileVisitResult.CONTINUE; // a process of the step removed it just now
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  @FunctionalInterface
  private interface Found {
    void file(String path, Stamp stamp) throws IOException;
  }

  /** The change time is in it because a program cannot set it back. */
  private record Stamp(Object inode, Object size, FileTime changedAt) {
    static Stamp of(Path file) throws IOException {
      Map<String, Object> attributes =
          Files.readAttributes(file, "unix:ino,size,ctime", LinkOption.NOFOLLOW_LINKS);
      return new Stamp(
          requireNonNull(attributes.get("ino")),
          requireNonNull(attributes.get("size")),
          (FileTime) requireNonNull(attributes.get("ctime")));
    }
  }
}
