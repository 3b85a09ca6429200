package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.dsl.codec.NewForms;
import dev.millrace.dsl.codec.RandomDags;
import dev.millrace.dsl.validation.DagValidator;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a server of the release before can read a stored definition is known without asking it:
 * {@link NewForms} names what it cannot read, and nothing else is beyond it.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DefinitionsOfTwoReleasesTest {
  private URLClassLoader before;

  @BeforeAll
  void open(@TempDir Path temp) throws Exception {
    before = ReleaseBefore.classes(temp);
  }

  @AfterAll
  void close() throws Exception {
    before.close();
  }

  @Test
  void theReleaseBeforeReadsEveryDefinitionWithoutNewForms() throws Exception {
    Random seeds = new Random();
    int read = 0;
    for (int i = 0; i < 1_500; i++) {
      long seed = seeds.nextLong();
      Dag dag = RandomDags.next(new Random(seed));
      if (NewForms.in(dag).isEmpty()) {
        read++;
        assertThat(canonicalOfBefore(dag))
            .as("RandomDags.next(new Random(%dL))", seed)
            .isEqualTo(DagJson.canonical(dag));
      }
    }
    assertThat(read).as("Dags without new forms").isGreaterThan(300);
  }

  static Stream<List<String>> newForms() {
    String notebook = "steps: { a: { notebook: a.ipynb } }";
    return Stream.of(
        List.of("/steps/a/environment", "steps: { a: { notebook: a.ipynb, environment: none } }"),
        List.of(
            "/steps/a/environment",
            "steps: { a: { branch: { notebook: a.ipynb }, environment: none } }"),
        List.of("/defaults/environment", "defaults: { environment: none }\n" + notebook),
        List.of(
            "/parameters/x/default",
            "parameters: { x: { type: number, default: { $number: NaN } } }\n" + notebook),
        List.of(
            "/parameters/größe",
            "parameters: { größe: { type: integer, default: 1 } }\n" + notebook),
        List.of(
            "/steps/a/parameters/größe",
            "steps: { a: { notebook: a.ipynb, parameters: { größe: 1 } } }"),
        List.of("/outputs/größe", "outputs: { größe: 1 }\n" + notebook),
        List.of(
            "/parameters/x/default",
            "parameters: { x: { type: integer, default: -1%s } }\n".formatted("0".repeat(308))
                + notebook),
        List.of("/steps/a/notebook", "steps: { a: { notebook: 'a ${{ b }}.ipynb' } }"),
        List.of("/steps/a/script", "steps: { a: { script: 'a ${{ b }}.py' } }"),
        List.of(
            "/steps/a/branch/notebook",
            "steps: { a: { branch: { notebook: '${{ b }}.ipynb' } } }"));
  }

  @ParameterizedTest
  @MethodSource("newForms")
  void aNewFormIsNamedWithItsPlaceAndTheReleaseBeforeDoesNotReadIt(List<String> form)
      throws Exception {
    String place = form.getFirst();
    Dag dag =
        DagYaml.read("dag: d\n" + form.getLast(), "dags/d.yaml", DagValidator.withFiles(f -> true))
            .orThrow();
    assertThat(NewForms.in(dag)).extracting(it -> it.at().text()).containsExactly(place);
    assertThat(canonicalOfBefore(dag)).isNotEqualTo(DagJson.canonical(dag));
  }

  @Test
  void theLargestNumbersThatTheReleaseBeforeReadsAreNoNewForms() throws Exception {
    for (String number : List.of("1" + "0".repeat(308), "-" + "9".repeat(308))) {
      Dag dag =
          DagYaml.read(
                  "dag: d\nparameters: { x: { type: integer, default: %s } }\nsteps: { a: { noop: true } }"
                      .formatted(number),
                  "dags/d.yaml",
                  DagValidator.structural())
              .orThrow();
      assertThat(NewForms.in(dag)).isEmpty();
      assertThat(canonicalOfBefore(dag)).isEqualTo(DagJson.canonical(dag));
    }
  }

  /** What the release before makes of the stored text: the one text of its Dag, or the refusal. */
  private String canonicalOfBefore(Dag dag) throws Exception {
    Class<?> json = Class.forName("dev.millrace.dsl.codec.DagJson", true, before);
    Object parsed =
        json.getMethod("read", String.class, String.class)
            .invoke(null, DagJson.toJson(dag).toString(), "version 1");
    try {
      Object theirs = parsed.getClass().getMethod("orThrow").invoke(parsed);
      return (String) json.getMethod("canonical", theirs.getClass()).invoke(null, theirs);
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    }
  }
}
