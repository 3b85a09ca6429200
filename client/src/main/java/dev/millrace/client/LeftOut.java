package dev.millrace.client;

import dev.millrace.dsl.files.DiskNames;
import dev.millrace.dsl.files.IgnoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what of a project folder stays on this machine: what {@code .gitignore} files name, and
 * always repositories, virtual environments, caches, checkpoints and {@code .env} files. For one
 * thread.
 */
final class LeftOut {
  private static final Set<String> NEVER_FOLDERS =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".venv",
          "venv",
          "node_modules",
          "__pycache__",
          ".ipynb_checkpoints",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".tox",
          ".nox",
          ".idea",
          ".vscode");

  private final Map<Path, IgnoreFile> ignoreFiles = new HashMap<>();

  /**
   * Whether a path is left out, judged by itself: the folders above it are not.
   *
   * @param root the folder where the search for {@code .gitignore} ends
   * @param path below the root, not through links that the root does not resolve
   */
  boolean contains(Path root, Path path, boolean isFolder) throws IOException {
    String name = path.getFileName().toString();
    if (isFolder ? isNeverSent(name, path) : isSecretFile(name)) {
      return true;
    }
    // The innermost file that says anything about the path decides, as in Git.
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      String relative = DiskNames.text(folder.relativize(path));
      Optional<Boolean> verdict = ignoreFile(folder).verdict(relative, isFolder);
      if (verdict.isPresent() || folder.equals(root)) {
        return verdict.orElse(false);
      }
    }
    return false;
  }

  /** As {@link #contains}, for a path or any of the folders between it and the root. */
  boolean containsPart(Path root, Path path, boolean isFolder) throws IOException {
    Path part = root;
    for (Path name : root.relativize(path)) {
      part = part.resolve(name);
      if (contains(root, part, isFolder || !part.equals(path))) {
        return true;
      }
    }
    return false;
  }

  /** A virtual environment has any name; this file is what makes it one. */
  private static boolean isNeverSent(String name, Path folder) {
    return NEVER_FOLDERS.contains(name) || Files.exists(folder.resolve("pyvenv.cfg"));
  }

  private static boolean isSecretFile(String name) {
    return name.equals(".env") || (name.startsWith(".env.") && !name.endsWith(".example"));
  }

  private IgnoreFile ignoreFile(Path folder) throws IOException {
    IgnoreFile known = ignoreFiles.get(folder);
    if (known == null) {
      Path file = folder.resolve(".gitignore");
      known =
          Files.isRegularFile(file) ? IgnoreFile.of(Files.readAllBytes(file)) : IgnoreFile.none();
      ignoreFiles.put(folder, known);
    }
    return known;
  }
}
