package dev.millrace.cli.up;

import dev.millrace.executor.files.Mounts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that {@code --mount} names.
 *
 * @param folders absolute, by the mount's name; without those that have a problem
 * @param problems what is wrong, a sentence for each; each names the option and its value
 */
record MountFolders(Map<String, Path> folders, List<String> problems) {

  /**
   * Reads and checks all of them.
   *
   * @param given each {@code NAME=PATH}, as it stands on the command line
   */
  static MountFolders of(List<String> given) {
    Map<String, Path> folders = new LinkedHashMap<>();
    Map<String, String> variables = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (String mount : given) {
      int equals = mount.indexOf('=');
      String name = equals < 0 ? mount : mount.substring(0, equals);
      String path = equals < 0 ? "" : mount.substring(equals + 1);
      String problem = problem(name, path);
      if (problem == null && folders.containsKey(name)) {
        problem = "the name '%s' is given twice; give each mount a name of its own".formatted(name);
      }
      String same = problem == null ? variables.put(Mounts.variable(name), name) : null;
      if (same != null) {
        problem =
            "'%s' and '%s' would share the variable %s; rename one of them"
                .formatted(same, name, Mounts.variable(name));
      }
      if (problem == null) {
        folders.put(name, Path.of(path).toAbsolutePath().normalize());
      } else {
        problems.add("--mount %s: %s".formatted(mount, problem));
      }
    }
    return new MountFolders(folders, problems);
  }

  private static @Nullable String problem(String name, String path) {
    if (name.isBlank() || path.isBlank()) {
      return "write it as NAME=PATH";
    }
    if (name.equals(".") || name.equals("..") || name.chars().anyMatch(MountFolders::isForbidden)) {
      return "'%s' cannot be a folder's name; use letters, digits, '-' and '_'".formatted(name);
    }
    try {
      return folderProblem(Path.of(path).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return "'%s' is not a path: %s".formatted(path, e.getReason());
    }
  }

  private static boolean isForbidden(int character) {
    return character == '/' || character == '\\' || Character.isISOControl(character);
  }

  private static @Nullable String folderProblem(Path folder) {
    if (Files.isDirectory(folder)) {
      return null;
    }
    if (Files.exists(folder)) {
      return "%s is not a folder; name the folder that steps are to see".formatted(folder);
    }
    return Files.notExists(folder)
        ? "the folder %s does not exist; make it, or correct the path".formatted(folder)
        : "the folder %s cannot be looked at; give this account the right to, or correct the path"
            .formatted(folder);
  }
}
