package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.MillraceServer;
import dev.millrace.dsl.Dag;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.scheduler.SchedulerConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What this build writes while servers and workers of the release before are alive: they read the
 * same database and speak the same protocol. {@link UpgradeTest} runs both; this looks at every
 * word and every migration.
 */
@Tag("slow")
class SharedWithReleaseBeforeTest {
  /** Words that the release before does not know, and why they may be written all the same. */
  private static final Map<String, String> HARMLESS =
      Map.of("BellKey$Kind.ACCESS", "a server that does not know what rings passes it over");

  /**
   * What the release before could not live with: it fills in only the columns that it knows, and
   * reads those under their names.
   */
  private static final Map<String, Pattern> BREAKING =
      Map.of(
          "a column that must be given",
          Pattern.compile(
              "(?is)\\bADD\\s+(COLUMN\\s+)?\\w+\\s+(?![^,;]*\\bDEFAULT\\b)[^,;]*\\bNOT NULL"),
          "something taken away",
          Pattern.compile("(?i)\\bDROP\\s+(TABLE|COLUMN|VIEW|FUNCTION|TYPE|SEQUENCE)\\b"),
          "another name",
          Pattern.compile("(?i)\\bRENAME\\b"),
          "another type, or a value that must be given",
          Pattern.compile(
              "(?i)\\bALTER\\s+COLUMN\\s+\\w+\\s+(TYPE|SET\\s+NOT\\s+NULL|SET\\s+DATA|DROP\\s+DEFAULT)"),
          "a rule for rows of old tables",
          Pattern.compile("(?i)\\bADD\\s+CONSTRAINT\\b|\\bADD\\s+CHECK\\b"));

  @TempDir Path temp;
  private URLClassLoader before;

  @BeforeEach
  void open() throws Exception {
    before = ReleaseBefore.classes(temp);
  }

  @AfterEach
  void close() throws IOException {
    before.close();
  }

  @Test
  void everyWordOfThisBuildIsKnownToTheReleaseBeforeAndTheOtherWayRound() throws Exception {
    List<String> unknown = new ArrayList<>();
    List<String> forgotten = new ArrayList<>();
    int compared = 0;
    for (String name : enumNames()) {
      Set<String> now = words(Class.forName(name));
      Set<String> then;
      try {
        then = words(Class.forName(name, true, before));
      } catch (ClassNotFoundException e) {
        continue; // what it is stored in is as new
      }
      compared++;
      String shown = name.substring(name.lastIndexOf('.') + 1) + ".";
      now.stream()
          .filter(word -> !then.contains(word) && !HARMLESS.containsKey(shown + word))
          .forEach(word -> unknown.add(shown + word));
      then.stream()
          .filter(word -> !now.contains(word))
          .forEach(word -> forgotten.add(shown + word));
    }
    assertThat(compared).as("enums of both builds").isGreaterThan(30);
    assertThat(unknown)
        .as(
            "the release before fails on a row or a message with these words: write them only when"
                + " no server and no worker of it is alive, say it another way (a column of their"
                + " own, as worker_session.revoked), or, if it passes them over, say so in HARMLESS")
        .isEmpty();
    assertThat(forgotten)
        .as("the release before writes these words: this build must still read them")
        .isEmpty();
  }

  @Test
  void theReleaseBeforeCanLiveWithEveryNewMigration() throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<String> fresh = new HashSet<>();
    inPlaceOf(
        SchedulerConfiguration.class,
        root -> {
          for (Path file : files(root.resolve("db/migration"), ".sql")) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            if (before.getResource("db/migration/" + name) == null) {
              fresh.add(name);
              String text = withoutComments(migration(name));
              BREAKING.forEach(
                  (what, pattern) -> {
                    if (pattern.matcher(text).find()) {
                      wrong.add(name + ": " + what);
                    }
                  });
            }
          }
        });
    assertThat(fresh).as("migrations since the release before").isNotEmpty();
    assertThat(wrong)
        .as(
            "a server of the release before runs on the new schema (docs/operating.md, Upgrading):"
                + " add only, and take away a release later")
        .isEmpty();
  }

  private static Set<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The enums of the modules whose words are stored or sent. */
  private static List<String> enumNames() throws Exception {
    List<String> names = new ArrayList<>();
    for (Class<?> one :
        List.of(Dag.class, SchedulerConfiguration.class, Grant.class, MillraceServer.class)) {
      inPlaceOf(
          one,
          root -> {
            for (Path file : files(root.resolve("dev"), ".class")) {
              String path = root.relativize(file).toString();
              String name =
                  path.substring(0, path.length() - ".class".length()).replaceAll("[/\\\\]", ".");
              if (!name.endsWith("-info") && isEnum(name)) {
                names.add(name);
              }
            }
          });
    }
    return names;
  }

  private static boolean isEnum(String name) {
    try {
      return Class.forName(name, false, SharedWithReleaseBeforeTest.class.getClassLoader())
          .isEnum();
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // it needs a library that only its own module has
    }
  }

  /** Hands over the root of the folder or jar that the class is from. */
  private static void inPlaceOf(Class<?> one, Consumer<Path> reader)
      throws IOException, URISyntaxException {
    Path place =
        Path.of(
            Objects.requireNonNull(one.getProtectionDomain().getCodeSource())
                .getLocation()
                .toURI());
    if (Files.isDirectory(place)) {
      reader.accept(place);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      reader.accept(jar.getPath("/"));
    }
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String migration(String name) {
    try (InputStream text =
        SharedWithReleaseBeforeTest.class.getResourceAsStream("/db/migration/" + name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** New tables are the new build's own. */
  private static String withoutComments(String sql) {
    return sql.replaceAll("--[^\n]*", "").replaceAll("(?is)\\bCREATE\\s+TABLE\\b[^;]*;", "");
  }
}
