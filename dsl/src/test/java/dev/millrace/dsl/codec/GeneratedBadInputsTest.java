package dev.millrace.dsl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the catalogue whose files are too big, too deep or too foreign to be kept as text.
 */
@Tag("slow")
class GeneratedBadInputsTest {
  private static final String SMALL = "dag: example\ntitle: Möbius\nsteps: { a: { noop: {} } }\n";

  @Test
  void row7TenThousandStepsWithFiftyThousandDependenciesAreAcceptedWithinTwoSeconds() {
    String text = layered(10_000, 5, 50_000);
    read(text);
    assertThat(timeOf(() -> read(text))).isLessThan(Duration.ofSeconds(2));
    ParsedDag parsed = read(text);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.orThrow().steps()).hasSize(10_000);
    assertThat(parsed.orThrow().steps().values().stream().mapToInt(s -> s.dependsOn().size()).sum())
        .isEqualTo(50_000);
  }

  @Test
  void row7OneStepMoreIsTooBig() {
    Problem problem = onlyProblem(read(layered(10_001, 0, 0)));
    assertThat(problem.code()).isEqualTo(ProblemCode.DAG_TOO_BIG);
    assertThat(problem.message()).contains("10001 steps", "at most 10000");
    assertThat(problem.where().pointer()).isEqualTo("/steps");
  }

  @Test
  void row7OneDependencyMoreIsTooBig() {
    Problem problem = onlyProblem(read(layered(9_000, 6, 50_001)));
    assertThat(problem.code()).isEqualTo(ProblemCode.DAG_TOO_BIG);
    assertThat(problem.message()).contains("50001 dependencies", "50000");
  }

  @Test
  void row10AChainOfFiveThousandStepsThatMentionTheFirstIsAccepted() {
    String steps =
        IntStream.range(1, 5_000)
            .mapToObj(
                i ->
                    "  s%d: { shell: run, dependsOn: [s%d], env: { FIRST: \"${{ steps.s0.outputs.x }}\" } }\n"
                        .formatted(i, i - 1))
            .collect(Collectors.joining());
    ParsedDag parsed = read("dag: chain\nsteps:\n  s0: { noop: {} }\n" + steps);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.orThrow().graph().topologicalOrder()).hasSize(5_000).endsWith("s4999");
  }

  @Test
  void row10ACycleOfFiveThousandStepsIsToldShortly() {
    String steps =
        IntStream.range(0, 5_000)
            .mapToObj(
                i -> "  s%d: { noop: {}, dependsOn: [s%d] }\n".formatted(i, (i + 4_999) % 5_000))
            .collect(Collectors.joining());
    Problem problem = onlyProblem(read("dag: ring\nsteps:\n" + steps));
    assertThat(problem.code()).isEqualTo(ProblemCode.DAG_CYCLE);
    assertThat(problem.message()).contains(" more …").hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void row11TenThousandLevelsAreRefusedWithin200Milliseconds(String level) {
    String text = "dag: example\ndescription:\n  " + level.repeat(10_000) + "\n";
    read(text);
    assertThat(timeOf(() -> read(text))).isLessThan(Duration.ofMillis(200));
    ParsedDag parsed = read(text);
    assertThat(onlyProblem(parsed).code()).isIn(ProblemCode.YAML_DEPTH, ProblemCode.YAML_SYNTAX);
    assertThat(onlyProblem(parsed).where().line()).isEqualTo(3);
  }

  @Test
  void row11BracketsAreCounted() {
    assertThat(onlyProblem(read("dag: " + "[".repeat(10_000))).code())
        .isEqualTo(ProblemCode.YAML_DEPTH);
    assertThat(onlyProblem(DagJson.read("[".repeat(10_000), "dags/x.json")).code())
        .isEqualTo(ProblemCode.JSON_DEPTH);
  }

  @Test
  void row11AliasesDoNotHideDepth() {
    String text =
        "dag: example\na: &a "
            + "[".repeat(40)
            + "]".repeat(40)
            + "\nb: "
            + "[".repeat(40)
            + "*a"
            + "]".repeat(40);
    assertThat(onlyProblem(read(text)).code()).isEqualTo(ProblemCode.YAML_DEPTH);
  }

  @Test
  void row17AByteOrderMarkIsAccepted() {
    ParsedDag parsed = read(("\uFEFF" + SMALL).getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.orThrow().title()).isEqualTo("Möbius");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
  void row17AnyOtherEncodingIsNamedWithTheOffset(String encoding) {
    Problem problem = onlyProblem(read(SMALL.getBytes(Charset.forName(encoding))));
    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_UTF8);
    int offset =
        encoding.equals("ISO-8859-1") ? SMALL.indexOf('ö') : encoding.equals("UTF-16LE") ? 1 : 0;
    assertThat(problem.message()).contains("at offset " + offset);
  }

  @Test
  void row20FiftyMebibytesAreTooBig() {
    Problem problem = onlyProblem(read(new byte[50 * 1024 * 1024]));
    assertThat(problem.code()).isEqualTo(ProblemCode.FILE_TOO_BIG);
    assertThat(problem.code().kind()).isEqualTo(ProblemCode.Kind.TOO_BIG);
    assertThat(problem.message()).contains("51,200 KiB", "1,024 KiB");
  }

  @Test
  void row20AFileOfOneMebibyteIsReadAndOneByteMoreIsNot() {
    String head = "dag: example\nsteps: { a: { noop: {} } }\n#";
    byte[] whole =
        (head + " ".repeat(1024 * 1024 - head.length())).getBytes(StandardCharsets.UTF_8);
    assertThat(read(whole).problems()).isEmpty();
    assertThat(onlyProblem(read(Arrays.copyOf(whole, whole.length + 1))).code())
        .isEqualTo(ProblemCode.FILE_TOO_BIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dags/a.yaml", "dags/a.json"})
  void row20WhatIsTooBigIsNotParsed(String path) {
    byte[] whole = "[".repeat(40_000_000).getBytes(StandardCharsets.UTF_8);
    assertThat(onlyProblem(DagFiles.read(whole, path, DagValidator.structural())).code())
        .isEqualTo(ProblemCode.FILE_TOO_BIG);
    assertThat(timeOf(() -> DagFiles.read(whole, path, DagValidator.structural())))
        .isLessThan(Duration.ofMillis(5));
  }

  /**
   * Each token takes 8 MB, which took the reader half a minute when its time grew with a square.
   */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s\"", "'%s'", "|\n    %s", "&%s 1", "!%s 1", "[a, %s]"})
  void aLongTokenTakesLinearTime(String form) {
    String text = "dag: example\ndescription: " + form.formatted("x".repeat(8_000_000)) + "\n";
    assertThat(timeOf(() -> read(text))).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void titlesAndShellLinesThatAreTooLongAreNamed() {
    String title = "t".repeat(4_097);
    ParsedDag parsed =
        read(
            "dag: example\ntitle: %s\nparameters: { p: { type: string, default: a, title: %s } }\n"
                    .formatted(title, title)
                + "steps: { a: { title: %s, shell: %s } }\n"
                    .formatted(title.substring(1), "x".repeat(120 * 1024 + 1)));
    assertThat(parsed.problems())
        .extracting(problem -> problem.code() + " " + problem.where().pointer())
        .containsExactlyInAnyOrder(
            "RANGE /title", "RANGE /parameters/p/title", "RANGE /steps/a/shell");
  }

  @Test
  void titlesAndShellLinesAreMeasuredInBytes() {
    String title = "ü".repeat(2_048);
    String shell = "ü".repeat(60 * 1024);
    String text = "dag: example\ntitle: %s\nsteps: { a: { title: %s, shell: %s } }\n";
    assertThat(read(text.formatted(title, title, shell)).problems()).isEmpty();
    ParsedDag parsed = read(text.formatted(title + "x", title + "x", shell + "x"));
    assertThat(parsed.problems())
        .extracting(problem -> problem.where().pointer() + " " + problem.message())
        .containsExactlyInAnyOrder(
            "/title 'title' takes more than 4 KiB",
            "/steps/a/title 'title' takes more than 4 KiB",
            "/steps/a/shell the command takes more than 120 KiB");
  }

  @Test
  void row21JsonInAYamlFileIsAccepted() {
    String json = DagJson.write(read(SMALL).orThrow());
    assertThat(read(json).orThrow()).isEqualTo(read(SMALL).orThrow());
    assertThat(DagJson.read(json, "dags/a.json").orThrow()).isEqualTo(read(SMALL).orThrow());
  }

  @Test
  void ofThousandsOfProblemsFiftyAreShown() {
    String steps =
        IntStream.range(0, 9_000)
            .mapToObj(i -> "  s%d: { noop: {}, retires: 1, dependsOn: [x%d] }\n".formatted(i, i))
            .collect(Collectors.joining());
    String text = "dag: example\nsteps:\n" + steps;
    assertThat(read(text).problems()).hasSize(50);
    assertThat(timeOf(() -> read(text))).isLessThan(Duration.ofSeconds(2));
  }

  /** The processor's time, which other work on the machine does not stretch. */
  private static Duration timeOf(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
  }

  private static Problem onlyProblem(ParsedDag parsed) {
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().getFirst();
  }

  private static ParsedDag read(String text) {
    return DagYaml.read(text, "dags/example.yaml");
  }

  private static ParsedDag read(byte[] content) {
    return DagFiles.read(content, "dags/example.yaml", DagValidator.structural());
  }

  /**
   * Steps that each depend on those right before them; the last takes what is left of the
   * dependencies.
   */
  private static String layered(int steps, int width, int edges) {
    StringBuilder text = new StringBuilder("dag: layered\nsteps:\n");
    int left = edges;
    for (int i = 0; i < steps; i++) {
      int last = i;
      int count = i == steps - 1 ? left : Math.min(Math.min(width, i), left);
      left -= count;
      String parents =
          IntStream.rangeClosed(1, count)
              .mapToObj(k -> "s" + (last - k))
              .collect(Collectors.joining(", "));
      text.append("  s%d: { notebook: n/%d.ipynb, dependsOn: [%s] }\n".formatted(i, i, parents));
    }
    return text.toString();
  }
}
