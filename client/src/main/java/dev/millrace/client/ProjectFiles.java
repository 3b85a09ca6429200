package dev.millrace.client;

import dev.millrace.dsl.files.DiskNames;
import dev.millrace.dsl.files.PathRules;
import dev.millrace.dsl.files.PathSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the files of a project folder that belong into a snapshot.
 *
 * <p>Left out: what {@code .gitignore} files name (at every level, with Git's rules), and always
 * {@code .git}, virtual environments, caches, checkpoints and {@code .env} files. Symbolic links
 * are followed where they lead to something of the project that is not left out; others are named
 * in a warning. Sorted by path, so that the same folder gives the same list.
 */
public final class ProjectFiles {
  /** How many files and folders are looked at behind links, which can multiply what is there. */
  private static final int MAX_BEHIND_LINKS = 10_000;

  private ProjectFiles() {}

  /**
   * The files alone, as {@link #read} finds them.
   *
   * @throws FileNamesException as {@link #read}
   */
  public static List<ProjectFile> list(Path root) {
    return read(root).files();
  }

  /**
   * Reads a folder.
   *
   * @param root a readable folder
   * @throws FileNamesException with every name that a snapshot cannot have
   * @throws UncheckedIOException when a file cannot be read
   */
  public static FolderListing read(Path root) {
    try {
      Walk walk = new Walk(root.toAbsolutePath());
      walk.folder(walk.root, "", false);
      return walk.listing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Walk {
    private final Path root;
    private final Path realRoot;
    private final LeftOut leftOut = new LeftOut();
    private final List<ProjectFile> files = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final PathSet paths = new PathSet();
    private final Set<String> faults = new LinkedHashSet<>();

    /** The real places of the folders that are being walked, outermost first. */
    private final Deque<Path> open = new ArrayDeque<>();

    private int behindLinks;

    Walk(Path root) throws IOException {
      this.root = root;
      this.realRoot = root.toRealPath();
    }

    FolderListing listing() {
      if (!faults.isEmpty()) {
        throw new FileNamesException(List.copyOf(faults));
      }
      files.sort(Comparator.comparing(ProjectFile::path));
      return new FolderListing(files, warnings);
    }

    /**
     * @param path of the folder in the snapshot, with {@code /} at its end; empty for the root
     * @param linked whether a link was followed on the way here
     */
    void folder(Path folder, String path, boolean linked) throws IOException {
      open.addLast(folder.toRealPath());
      for (Path entry : entriesOf(folder)) {
        if (linked && ++behindLinks > MAX_BEHIND_LINKS) {
          throw new IOException(
              "the links of %s lead to more than %,d files and folders; leave some out in .gitignore"
                  .formatted(root, MAX_BEHIND_LINKS));
        }
        entry(entry, path + DiskNames.text(entry.getFileName()), linked);
      }
      open.removeLast();
    }

    private void entry(Path entry, String path, boolean linked) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        link(entry, path);
      } else if (attributes.isDirectory()) {
        if (!isLeftOut(entry, true, linked)) {
          folder(entry, path + "/", linked);
        }
      } else if (attributes.isRegularFile() && !isLeftOut(entry, false, linked)) {
        file(entry, path, attributes.size());
      }
    }

    /** What is left out at its own place is not sent by way of a link either. */
    private boolean isLeftOut(Path entry, boolean isFolder, boolean linked) throws IOException {
      return leftOut.contains(root, entry, isFolder)
          || (linked && leftOut.contains(realRoot, entry.toRealPath(), isFolder));
    }

    private void link(Path link, String path) throws IOException {
      boolean toFolder = Files.isDirectory(link);
      if (leftOut.contains(root, link, toFolder) || leftOut.contains(root, link, true)) {
        return;
      }
      String target = DiskNames.shown(DiskNames.text(Files.readSymbolicLink(link)));
      String named = "the link '%s' -> '%s'".formatted(DiskNames.shown(path), target);
      Path real;
      try {
        real = link.toRealPath();
      } catch (NoSuchFileException e) {
        warnings.add(named + " is not sent: there is nothing at its target");
        return;
      } catch (FileSystemException e) {
        warnings.add(named + " is not sent: it leads to itself or cannot be followed");
        return;
      }
      if (!real.startsWith(realRoot)) {
        warnings.add(
            named
                + " is not sent: it leads out of the project; copy the target into the project, or"
                + " offer large data to steps as a mount");
      } else if (open.contains(real)) {
        warnings.add(named + " is not sent: it leads to a folder that it is in");
      } else if (leftOut.containsPart(realRoot, real, toFolder)) {
        warnings.add(named + " is not sent: its target is left out itself");
      } else if (toFolder) {
        folder(link, path + "/", true);
      } else if (Files.isRegularFile(real)) {
        file(real, path, Files.size(real));
      }
    }

    private void file(Path file, String path, long size) throws IOException {
      if (!judge(path)) {
        return;
      }
      files.add(
          new ProjectFile(
              path,
              new ProjectFile.OnDisk(file),
              Files.isExecutable(file) ? "0755" : "0644",
              digest(file),
              size));
    }

    /** Of the files in a folder whose own name is bad, one is enough to say so. */
    private boolean judge(String path) {
      for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
        if (PathRules.fault(path.substring(0, end)).isPresent()) {
          return judged(path.substring(0, end), PathRules.fault(path.substring(0, end)));
        }
      }
      return judged(path, paths.addFile(path));
    }

    private boolean judged(String path, Optional<String> fault) {
      fault.ifPresent(it -> faults.add("'%s' %s".formatted(DiskNames.shown(path), it)));
      return fault.isEmpty();
    }

    private static List<Path> entriesOf(Path folder) throws IOException {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.sorted().toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
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
