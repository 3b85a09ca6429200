package dev.millrace.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of a project folder that belong into a snapshot.
 *
 * <p>Left out: what {@code .gitignore} files name (at every level, with Git's rules), and always
 * {@code .git}, virtual environments, caches, checkpoints, {@code .env} files and symbolic links.
 * Sorted by path, so that the same folder gives the same list.
 */
public final class ProjectFiles {
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

  private ProjectFiles() {}

  /**
   * @param root a readable folder
   * @throws UncheckedIOException when a file cannot be read
   */
  public static List<ProjectFile> list(Path root) {
    var collector = new Collector(root);
    try {
      Files.walkFileTree(root, collector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return collector.files.stream().sorted(Comparator.comparing(ProjectFile::path)).toList();
  }

  private static boolean isSecretFile(String name) {
    return name.equals(".env") || (name.startsWith(".env.") && !name.endsWith(".example"));
  }

  /** A virtual environment has any name; this file is what makes it one. */
  private static boolean isVirtualEnvironment(Path folder) {
    return Files.exists(folder.resolve("pyvenv.cfg"));
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private record Rules(Path folder, IgnoreNode ignore) {}

    private final Path root;
    private final Deque<Rules> rules = new ArrayDeque<>();
    private final List<ProjectFile> files = new ArrayList<>();

    Collector(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(root)
          && (NEVER_FOLDERS.contains(folder.getFileName().toString())
              || isVirtualEnvironment(folder)
              || isIgnored(folder, true))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      rules.push(readRules(folder));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      rules.pop();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()
          && !isSecretFile(file.getFileName().toString())
          && !isIgnored(file, false)) {
        files.add(
            new ProjectFile(
                root.relativize(file).toString().replace('\\', '/'),
                new ProjectFile.OnDisk(file),
                Files.isExecutable(file) ? "0755" : "0644",
                digest(file),
                attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    private static Rules readRules(Path folder) throws IOException {
      var node = new IgnoreNode();
      Path file = folder.resolve(".gitignore");
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          node.parse(in);
        }
      }
      return new Rules(folder, node);
    }

    /** The innermost file that says anything about the path decides, as in Git. */
    private boolean isIgnored(Path path, boolean isFolder) {
      for (Rules rule : rules) {
        String relative = rule.folder().relativize(path).toString().replace('\\', '/');
        Boolean verdict = rule.ignore().checkIgnored(relative, isFolder);
        if (verdict != null) {
          return verdict;
        }
      }
      return false;
    }

    private static String digest(Path file) throws IOException {
      MessageDigest sha256 = sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
    }
  }
}
