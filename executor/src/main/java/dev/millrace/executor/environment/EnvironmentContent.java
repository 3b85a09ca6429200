package dev.millrace.executor.environment;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the builder put into an environment, and what of it is different now. Compiled files do not
 * count, nor do new files that neither Python nor a shell would find: packages keep caches there.
 */
final class EnvironmentContent {
  private static final String FILE = "millrace-content.txt";
  private static final Pattern PACKAGE = Pattern.compile(".*/([^/]+)-([^/-]+)\\.dist-info/.*");
  private static final Pattern FOUND =
      Pattern.compile("bin/.*|.*\\.(?:py|pth|so|pyd|egg-link)|.*\\.dist-info/.*");
  private static final int SHOWN = 5;

  private EnvironmentContent() {}

  /** Writes down what is in the folder. */
  static void remember(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    read(folder).forEach((path, stamp) -> lines.add(stamp + " " + path));
    Files.write(folder.resolve(FILE), lines);
  }

  /**
   * What is different, for people: packages by name and version, files by path; empty if nothing
   * is. A folder of which nothing was written down is taken as it is.
   */
  static List<String> differences(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(FILE))) {
      remember(folder);
      return List.of();
    }
    Map<String, String> before = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve(FILE))) {
      int space = line.indexOf(' ');
      before.put(line.substring(space + 1), line.substring(0, space));
    }
    Set<String> packages = new TreeSet<>();
    Set<String> files = new TreeSet<>();
    read(folder)
        .forEach(
            (path, stamp) -> {
              String known = before.remove(path);
              if (known == null ? FOUND.matcher(path).matches() : !known.equals(stamp)) {
                note(path, known == null ? "added" : "changed", packages, files);
              }
            });
    before.keySet().forEach(path -> note(path, "removed", packages, files));
    return shortened(packages, files);
  }

  private static void note(String path, String what, Set<String> packages, Set<String> files) {
    Matcher distribution = PACKAGE.matcher(path);
    if (distribution.matches()) {
      packages.add(distribution.group(1) + " " + distribution.group(2) + " " + what);
    } else {
      files.add(path + " " + what);
    }
  }

  private static List<String> shortened(Set<String> packages, Set<String> files) {
    List<String> all = new ArrayList<>(packages);
    all.addAll(files);
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add("%,d more".formatted(all.size() - SHOWN));
    return shown;
  }

  /** Size and time of each file that counts, by its path from the folder. */
  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) {
            return place.endsWith("__pycache__")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = folder.relativize(file).toString();
            boolean builders = !path.contains("/") && !path.equals("pyvenv.cfg");
            if (!builders && !path.endsWith(".pyc") && path.indexOf('\n') < 0) {
              files.put(path, attributes.size() + ":" + attributes.lastModifiedTime().toMillis());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // removed just now
            }
            throw failure;
          }
        });
    return files;
  }
}
