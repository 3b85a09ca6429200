package dev.millrace.executor.files;

import dev.millrace.dsl.files.DiskNames;
import dev.millrace.dsl.files.PathGlob;
import dev.millrace.dsl.files.PathGlobException;
import dev.millrace.dsl.files.PathRules;
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
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Chooses and measures the files that a step publishes.
 *
 * <p>Only what the step created or wrote to is published, also where a pattern names more: a file
 * that came from upstream stays its producer's.
 */
public final class Publisher {
  /** How many names a message lists. */
  private static final int MOST_LISTED = 20;

  private final int maxFiles;
  private final long maxBytes;

  /** Publishes at most so many files and bytes an attempt; more fails the step. */
  public Publisher(int maxFiles, long maxBytes) {
    this.maxFiles = maxFiles;
    this.maxBytes = maxBytes;
  }

  /**
   * Publishes everything the step created or altered, and warns of what cannot be published.
   *
   * @throws StepFailedException {@code ARTIFACT_LIMIT}, {@code ARTIFACT_NAME}
   */
  public Publication changed(WorkFolder folder) throws IOException, StepFailedException {
    List<String> warnings = new ArrayList<>();
    SortedSet<String> chosen = folder.changed();
    List<String> badNames = badNamesOf(chosen);
    if (!badNames.isEmpty()) {
      warnings.add("not published, rename them: " + listed(badNames));
    }
    List<String> left = new ArrayList<>();
    for (String path : chosen) {
      if (PathRules.artifactFault(path).isPresent() || leavesTheProject(folder.root(), path)) {
        left.add(path);
      }
    }
    chosen.removeAll(left);
    left.removeIf(path -> PathRules.artifactFault(path).isPresent());
    if (!left.isEmpty()) {
      warnings.add(
          "not published, because they are links that lead to no file of the project: "
              + listed(left));
    }
    return new Publication(measured(folder.root(), chosen), List.of(), warnings);
  }

  /**
   * Publishes what the patterns name.
   *
   * @param patterns from the project's root
   * @param cancelled asked before each file is judged
   * @throws StepFailedException {@code ARTIFACT_LIMIT}, {@code ARTIFACT_NAME} with every file that
   *     the patterns name and that cannot be published; also when a pattern looks for files in a
   *     mount
   * @throws CancellationException once {@code cancelled} says so
   */
  public Publication matching(WorkFolder folder, List<String> patterns, BooleanSupplier cancelled)
      throws IOException, StepFailedException {
    List<String> warnings = new ArrayList<>();
    TreeSet<String> chosen = new TreeSet<>();
    SortedSet<String> changed = folder.changed();
    for (String pattern : patterns) {
      PathGlob glob = glob("artifacts '" + pattern + "'", pattern);
      refuseBehindLink(folder.root(), glob);
      List<String> matched = matched(glob, changed, cancelled);
      if (matched.isEmpty()) {
        warnings.add(namesNothing(glob.toString(), changed));
      }
      chosen.addAll(matched);
    }
    List<String> badNames = badNamesOf(chosen);
    if (!badNames.isEmpty()) {
      throw StepFailedException.user(
          "ARTIFACT_NAME", "files that cannot be published, rename them: " + listed(badNames));
    }
    List<String> outside = new ArrayList<>();
    for (String path : chosen) {
      if (leavesTheProject(folder.root(), path)) {
        outside.add(path);
      }
    }
    if (!outside.isEmpty()) {
      throw StepFailedException.user(
          "ARTIFACT_NAME",
          "links that lead to no file of the project, write the files themselves: "
              + listed(outside));
    }
    SortedSet<String> rest = new TreeSet<>(changed);
    rest.removeAll(chosen);
    List<String> unpublished = rest.stream().map(DiskNames::shown).toList();
    return new Publication(measured(folder.root(), chosen), unpublished, warnings);
  }

  private static List<String> matched(
      PathGlob glob, SortedSet<String> paths, BooleanSupplier cancelled) {
    List<String> matched = new ArrayList<>();
    for (String path : paths) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      if (glob.matches(path)) {
        matched.add(path);
      }
    }
    return matched;
  }

  /** Compiles a pattern; one that is none fails the step. */
  static PathGlob glob(String what, String pattern) throws StepFailedException {
    try {
      return PathGlob.of(pattern);
    } catch (PathGlobException e) {
      throw StepFailedException.user("ARTIFACT_NAME", what + " " + e.flaw());
    }
  }

  /** Each name that cannot be published, with the reason. */
  private static List<String> badNamesOf(SortedSet<String> paths) {
    List<String> bad = new ArrayList<>();
    for (String path : paths) {
      PathRules.artifactFault(path)
          .ifPresent(fault -> bad.add("'%s' %s".formatted(DiskNames.shown(path), fault)));
    }
    return bad;
  }

  private static String listed(List<String> items) {
    String listed = String.join(", ", items.subList(0, Math.min(MOST_LISTED, items.size())));
    return items.size() > MOST_LISTED
        ? "%s and %,d more".formatted(listed, items.size() - MOST_LISTED)
        : listed;
  }

  /** Most often the file lies in another folder: a notebook runs in its own. */
  private static String namesNothing(String pattern, SortedSet<String> written) {
    String name = pattern.replaceFirst("/+$", "");
    name = name.substring(name.lastIndexOf('/') + 1);
    List<String> elsewhere = new ArrayList<>();
    if (!name.matches("[*?]*")) {
      try {
        PathGlob anywhere = PathGlob.of("**/" + name);
        elsewhere = written.stream().filter(anywhere::matches).limit(3).toList();
      } catch (PathGlobException e) {
        elsewhere = List.of(); // the slash stood inside of braces: no name to look for
      }
    }
    String what = "artifacts '" + pattern + "' names no file that this step wrote";
    return elsewhere.isEmpty()
        ? what
        : what
            + "; it wrote "
            + String.join(", ", elsewhere)
            + ". Patterns begin at the project's root, and a notebook runs in its own folder: name that path, or write to the one that is named";
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
