package dev.millrace.executor.files;

import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folders of the worker's machine that steps may read. A step finds each as a link of the mount's
 * name at the project's root and in the variable {@code MILLRACE_MOUNT_NAME}.
 *
 * <p>Nothing in a mount is ever published, and artifacts named there are refused. A link cannot
 * keep a step from writing, though: that is for the rights of the folder, so whoever starts a
 * worker is told of mounts that its user may write to.
 */
public final class Mounts {
  private final String worker;
  private final Map<String, Path> folders;

  /**
   * Offers folders.
   *
   * @param worker the worker's name, for messages
   * @param folders absolute, by the mount's name
   */
  public Mounts(String worker, Map<String, Path> folders) {
    this.worker = worker;
    this.folders = Map.copyOf(folders);
  }

  /** The mounts that nothing keeps steps from writing to: their folders, by name. */
  public SortedMap<String, Path> writable() {
    SortedMap<String, Path> writable = new TreeMap<>();
    folders.forEach(
        (name, folder) -> {
          if (Files.isWritable(folder)) {
            writable.put(name, folder);
          }
        });
    return writable;
  }

  /** The environment variable that names the folder of the mount of that name. */
  public static String variable(String name) {
    return "MILLRACE_MOUNT_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The names on offer. */
  public Set<String> names() {
    return folders.keySet();
  }

  /**
   * Links the wanted mounts into an attempt's folder.
   *
   * @return the environment variables that name them
   * @throws StepFailedException {@code MOUNT_MISSING} when the worker lacks one, {@code
   *     MOUNT_COLLISION} when the project has something of that name
   */
  public Map<String, String> link(List<String> wanted, Path root)
      throws IOException, StepFailedException {
    Map<String, String> variables = new HashMap<>();
    for (String name : wanted) {
      Path folder = folders.get(name);
      if (folder == null) {
        throw StepFailedException.user(
            "MOUNT_MISSING",
            "worker %s has no mount '%s'; start it with --mount %s=FOLDER, or give the step a pool whose workers have it"
                .formatted(worker, name, name));
      }
      if (!Files.isDirectory(folder)) {
        throw StepFailedException.user(
            "MOUNT_MISSING",
            "mount '%s' of worker %s is %s, which is no folder; correct --mount %s=FOLDER"
                .formatted(name, worker, folder, name));
      }
      Path link = root.resolve(name);
      if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        throw StepFailedException.user(
            "MOUNT_COLLISION",
            "the project has '%s' at its root, where mount '%s' would be; rename one of them"
                .formatted(name, name));
      }
      Files.createSymbolicLink(link, folder);
      variables.put(variable(name), folder.toString());
    }
    return variables;
  }
}
