package dev.millrace.dsl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every file gets all of its expected problems and no other.
 *
 * <p>An expectation names code and pointer; line and column where a person would look for them, and
 * a part of message or hint where its words matter.
 */
class BadInputsTest {
  private static final Path FOLDER = folder();
  private static final DagValidator VALIDATOR =
      DagValidator.withFiles(path -> !path.contains("missing"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyProblemIsReportedAtOnceAndAtItsPlace(String name) throws IOException {
    ParsedDag parsed =
        DagFiles.read(Files.readAllBytes(FOLDER.resolve(name)), "dags/" + name, VALIDATOR);

    List<JsonNode> expected = new ArrayList<>(expectation(name).values());
    List<String> unexpected = new ArrayList<>();
    for (Problem problem : parsed.problems()) {
      boolean isExpected = expected.removeIf(one -> matches(one, problem));
      if (!isExpected) {
        unexpected.add(problem.where().pointer() + " " + problem);
      }
    }
    assertThat(unexpected).as("problems that nobody expects").isEmpty();
    assertThat(expected).as("problems that are not reported").isEmpty();
    assertThat(parsed.isValid()).isFalse();
    assertThat(parsed.problems()).allSatisfy(BadInputsTest::isFitForPeople);
  }

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .filter(name -> !name.endsWith(".expected.json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static void isFitForPeople(Problem problem) {
    assertThat(problem.where().file()).startsWith("dags/");
    assertThat(problem.message())
        .isNotBlank()
        .hasSizeLessThan(400)
        .doesNotContain("null", "Exception", "%");
  }

  private static boolean matches(JsonNode expected, Problem problem) {
    return expected.path("code").stringValue("").equals(problem.code().name())
        && expected.path("pointer").stringValue("").equals(problem.where().pointer())
        && (!expected.has("line") || expected.path("line").intValue() == problem.where().line())
        && (!expected.has("column")
            || expected.path("column").intValue() == problem.where().column())
        && problem.message().contains(expected.path("message").stringValue(""))
        && Objects.requireNonNullElse(problem.hint(), "")
            .contains(expected.path("hint").stringValue(""));
  }

  private static JsonNode expectation(String name) throws IOException {
    String base = name.replaceFirst("\\.(yaml|json)$", "");
    return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve(base + ".expected.json")));
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(BadInputsTest.class.getResource("/bad-inputs")).toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
