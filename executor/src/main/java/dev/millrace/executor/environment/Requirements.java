package dev.millrace.executor.environment;

import dev.millrace.executor.files.Digests;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirements file with the files it includes, checked: it can only name packages and indexes,
 * never run a program or read another file of the machine.
 *
 * @param name the file's path in the project, for messages
 * @param lines requirements and options, without comments, in order
 * @param constraints the lines of its {@code -c} files
 */
public record Requirements(String name, List<String> lines, List<String> constraints) {
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
  private static final Pattern INCLUDE =
      Pattern.compile("(?:-r|--requirement|-c|--constraint)(?:\\s+|=)?(.+)");
  private static final Pattern INDEX =
      Pattern.compile("(?:-i|--index-url|--extra-index-url)(?:\\s+|=)(\\S+)");
  private static final Pattern HARMLESS_OPTION =
      Pattern.compile("(?:--pre|--prefer-binary|--require-hashes|--only-binary|--no-binary)\\b.*");
  // Bounded repetitions: unbounded ones take quadratic time on a long line.
  private static final Pattern URL =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,63}):(?:/|\\S{1,1024}@)");
  private static final Pattern LOCAL_PATH = Pattern.compile("(?:\\.{1,2}|~)?/.*|\\.{1,2}");
  private static final int MAX_INCLUDES = 50;
  private static final long MAX_BYTES = 1 << 20;

  /** Characters of a line with its continuations; a package with a hundred hashes has 8,000. */
  private static final int MAX_LINE = 32 << 10;

  /** Copies the lists. */
  public Requirements {
    lines = List.copyOf(lines);
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads and checks a file of the project.
   *
   * @param root the project's root
   * @param file path from the root
   * @throws StepFailedException {@code REQUIREMENTS_MISSING}, or {@code ENV_OPTION} naming the line
   *     and what to do
   */
  public static Requirements read(Path root, String file) throws IOException, StepFailedException {
    Reader reader = new Reader(root);
    reader.read(file, reader.requirements);
    return new Requirements(file, reader.requirements, reader.constraints);
  }

  /** Only ipykernel, which every environment has anyway. */
  static Requirements none() {
    return new Requirements("(no requirements)", List.of(), List.of());
  }

  /** The digest of what counts: comments and blank lines do not. */
  public String digest() {
    return Digests.of(String.join("\n", lines) + "\n\n" + String.join("\n", constraints));
  }

  /** Options such as {@code --index-url}, which also an installation from the lock needs. */
  List<String> options() {
    return lines.stream().filter(line -> line.startsWith("-")).toList();
  }

  /** Whether every package is pinned by a hash; then the file itself is the lock. */
  boolean isHashed() {
    return lines.stream().anyMatch(line -> line.contains("--hash"));
  }

  private static final class Reader {
    private final Path root;
    private final Set<Path> seen = new LinkedHashSet<>();
    private final List<String> requirements = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();

    Reader(Path root) {
      this.root = root;
    }

    void read(String file, List<String> into) throws IOException, StepFailedException {
      Path path = root.resolve(file).normalize();
      if (!path.startsWith(root) || !Files.isRegularFile(path)) {
        throw StepFailedException.user(
            "REQUIREMENTS_MISSING",
            "the project has no file "
                + file
                + "; correct the step's environment, or push the file");
      }
      if (!seen.add(path)) {
        return;
      }
      if (seen.size() > MAX_INCLUDES) {
        throw StepFailedException.user(
            "ENV_OPTION",
            file + " is the " + seen.size() + "th file of these requirements; use fewer");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw StepFailedException.user(
            "ENV_OPTION",
            "%s has more than %d KiB; requirements are shorter".formatted(file, MAX_BYTES >> 10));
      }
      List<String> raw = Files.readAllLines(path);
      for (int i = 0; i < raw.size(); i++) {
        int lineNumber = i + 1;
        StringBuilder joined = new StringBuilder(raw.get(i));
        while (!joined.isEmpty()
            && joined.charAt(joined.length() - 1) == '\\'
            && i + 1 < raw.size()) {
          joined.setLength(joined.length() - 1);
          joined.append(' ').append(raw.get(++i).strip());
        }
        if (joined.length() > MAX_LINE) {
          throw StepFailedException.user(
              "ENV_OPTION",
              "%s:%d has more than %,d characters; write one requirement in a line"
                  .formatted(file, lineNumber, MAX_LINE));
        }
        String line = COMMENT.matcher(joined).replaceFirst("").strip();
        if (!line.isEmpty()) {
          take(line, file, lineNumber, into);
        }
      }
    }

    private void take(String line, String file, int lineNumber, List<String> into)
        throws IOException, StepFailedException {
      String where = file + ":" + lineNumber;
      Matcher include = INCLUDE.matcher(line);
      if (include.matches()) {
        Path parent = Path.of(file).getParent();
        String target = include.group(1).strip();
        Path included = (parent == null ? Path.of("") : parent).resolve(target).normalize();
        if (included.isAbsolute() || included.startsWith("..") || URL.matcher(target).find()) {
          throw refused(
              where, line, "includes a file outside the project", "copy it into the project");
        }
        read(included.toString(), line.matches("(-c|--c).*") ? constraints : into);
        return;
      }
      check(line, where);
      into.add(line);
    }

    private static void check(String line, String where) throws StepFailedException {
      if (line.matches("(-e|--editable)\\b.*")) {
        throw refused(
            where,
            line,
            "is an editable install",
            "the project's root and its src folder can be imported as they are");
      }
      Matcher index = INDEX.matcher(line);
      if (index.matches()) {
        if (!index.group(1).startsWith("https://")) {
          throw refused(where, line, "is an index without https", "use an https:// address");
        }
        return;
      }
      if (line.startsWith("-")) {
        if (!HARMLESS_OPTION.matcher(line).matches()) {
          throw refused(where, line, "is an option that requirements cannot use here", "remove it");
        }
        return;
      }
      Matcher url = URL.matcher(line);
      if (url.find() && !url.group(1).equalsIgnoreCase("https")) {
        throw refused(
            where,
            line,
            "is fetched by " + url.group(1),
            "name a released version, or an https:// address of a wheel");
      }
      if (LOCAL_PATH.matcher(line).matches()) {
        throw refused(where, line, "is a path of the machine", "name a package of an index");
      }
    }

    private static StepFailedException refused(
        String where, String line, String what, String remedy) {
      return StepFailedException.user(
          "ENV_OPTION", "%s: '%s' %s and is refused; %s".formatted(where, line, what, remedy));
    }
  }
}
