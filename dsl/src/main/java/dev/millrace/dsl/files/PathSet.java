package dev.millrace.dsl.files;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of one tree of files as they are added, checked against {@link PathRules} and against
 * each other: two paths that some file system takes for one are refused, and so is a file that
 * another path uses as a folder. For one thread.
 */
public final class PathSet {

  private enum Kind {
    FILE,
    FOLDER
  }

  private record Entry(String path, Kind kind) {}

  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * Adds a file and, with it, the folders above it.
   *
   * @return what is wrong with the path, as the end of a sentence that begins with it; then it was
   *     not added
   */
  public Optional<String> addFile(String path) {
    return PathRules.fault(path).or(() -> folderFault(path)).or(() -> put(path, Kind.FILE));
  }

  /**
   * Adds a folder that was named by itself; naming it again is no fault. Otherwise as {@link
   * #addFile}.
   */
  public Optional<String> addFolder(String path) {
    return PathRules.fault(path).or(() -> folderFault(path)).or(() -> put(path, Kind.FOLDER));
  }

  private Optional<String> folderFault(String path) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      Optional<String> fault = put(path.substring(0, end), Kind.FOLDER);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> put(String path, Kind kind) {
    Entry present = entries.putIfAbsent(folded(path), new Entry(path, kind));
    if (present == null) {
      return Optional.empty();
    }
    if (!present.path().equals(path)) {
      return Optional.of(
          "differs from '%s' only in case or Unicode form; some file systems take them for one"
              .formatted(present.path()));
    }
    if (present.kind() != kind) {
      return Optional.of("is a file and a folder at once");
    }
    return kind == Kind.FOLDER ? Optional.empty() : Optional.of("is there twice");
  }

  /** What a file system that ignores case and Unicode form makes of a path. */
  static String folded(String path) {
    String composed = Normalizer.normalize(path, Normalizer.Form.NFKC);
    // Upper case first: 'ß' and 'SS', the dotless and the dotted i meet only this way.
    return Normalizer.normalize(
        composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }
}
