package dev.millrace.executor.files;

import dev.millrace.executor.protocol.PublishedArtifact;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses and measures the files that a step publishes.
 *
 * <p>Only what the step created or wrote to is published, also where a pattern names more: a file
 * that came from upstream stays its producer's.
 */
public final class Publisher {
  private final int maxFiles;
  private final long maxBytes;

  /** Publishes at most so many files and bytes an attempt; more fails the step. */
  public Publisher(int maxFiles, long maxBytes) {
    this.maxFiles = maxFiles;
    this.maxBytes = maxBytes;
  }

  /**
   * Publishes everything the step created or altered.
   *
   * @throws StepFailedException {@code ARTIFACT_LIMIT}, {@code ARTIFACT_NAME}
   */
  public Publication changed(WorkFolder folder) throws IOException, StepFailedException {
    List<String> warnings = new ArrayList<>();
    TreeSet<String> chosen = new TreeSet<>();
    for (String path : folder.changed()) {
      if (leavesTheProject(folder.root(), path)) {
        warnings.add(path + " is a link to something outside the project and is not published");
      } else {
        chosen.add(path);
      }
    }
    return new Publication(measured(folder.root(), chosen), List.of(), warnings);
  }

  /**
   * Publishes what the patterns name.
   *
   * @param patterns from the project's root
   * @throws StepFailedException {@code ARTIFACT_LIMIT}, {@code ARTIFACT_NAME}; the latter also when
   *     a pattern looks for files in a mount
   */
  public Publication matching(WorkFolder folder, List<String> patterns)
      throws IOException, StepFailedException {
    List<String> warnings = new ArrayList<>();
    TreeSet<String> chosen = new TreeSet<>();
    SortedSet<String> rest = folder.changed();
    for (PathGlob glob : PathGlob.all(patterns)) {
      refuseBehindLink(folder.root(), glob);
      List<String> matched = folder.changed().stream().filter(glob::matches).toList();
      if (matched.isEmpty()) {
        warnings.add("artifacts '" + glob + "' names no file that this step wrote");
      }
      chosen.addAll(matched);
    }
    for (String path : chosen) {
      if (leavesTheProject(folder.root(), path)) {
        throw StepFailedException.user(
            "ARTIFACT_NAME",
            path + " is a link to something outside the project; write the file itself");
      }
    }
    rest.removeAll(chosen);
    return new Publication(measured(folder.root(), chosen), List.copyOf(rest), warnings);
  }

  /** What a step wrote through a mount's link is not its own, and must not be missed in silence. */
  private static void refuseBehindLink(Path root, PathGlob glob)
      throws IOException, StepFailedException {
    Path place = root.resolve(glob.firstFolder());
    if (Files.isDirectory(place) && leavesTheProject(root, glob.firstFolder())) {
      throw StepFailedException.user(
          "ARTIFACT_NAME",
          "artifacts '%s' is in '%s', which leads out of the project: files of a mount are only read; write to a folder of the project and name that"
              .formatted(glob, glob.firstFolder()));
    }
  }

  private static boolean leavesTheProject(Path root, String path) throws IOException {
    Path file = root.resolve(path);
    if (!Files.isSymbolicLink(file)) {
      return false;
    }
    return !Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath());
  }

  private List<PublishedArtifact> measured(Path root, SortedSet<String> paths)
      throws IOException, StepFailedException {
    if (paths.size() > maxFiles) {
      throw StepFailedException.user(
          "ARTIFACT_LIMIT",
          "the step would publish %,d files and the limit is %,d; name fewer in artifacts, or pack them into one"
              .formatted(paths.size(), maxFiles));
    }
    long total = 0;
    Map<String, String> spellings = new HashMap<>();
    List<PublishedArtifact> artifacts = new ArrayList<>();
    for (String path : paths) {
      String other = spellings.put(path.toLowerCase(Locale.ROOT), path);
      if (other != null) {
        throw StepFailedException.user(
            "ARTIFACT_NAME", other + " and " + path + " differ only in case; rename one of them");
      }
      if (path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFD' || c == '\\')) {
        throw StepFailedException.user(
            "ARTIFACT_NAME", "'" + path + "' has a control character or backslash in its name");
      }
      Path file = root.resolve(path);
      long size = Files.size(file);
      total += size;
      if (total > maxBytes) {
        throw StepFailedException.user(
            "ARTIFACT_LIMIT",
            "the step would publish more than %,d MiB (at %s); publish less, or keep large data on a mount"
                .formatted(maxBytes >> 20, path));
      }
      boolean executable =
          !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && Files.isExecutable(file);
      artifacts.add(
          new PublishedArtifact(
              path, Digests.of(file), size, executable ? "0755" : "0644", MediaTypes.of(path)));
    }
    return artifacts;
  }
}
