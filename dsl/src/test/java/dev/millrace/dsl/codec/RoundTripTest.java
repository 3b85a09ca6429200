package dev.millrace.dsl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written reads as the same, in either language, and writes as the same text again. */
@Tag("slow")
class RoundTripTest {
  @Test
  void yamlIsExact() {
    forRandomDags(300, RoundTripTest::readsAsTheSameYaml);
  }

  private static void readsAsTheSameYaml(Dag dag) {
    String text = DagYaml.write(dag);
    ParsedDag parsed = DagYaml.read(text, "dags/a.yaml");
    assertThat(parsed.problems()).as(text).isEmpty();
    assertThat(parsed.orThrow()).as(text).isEqualTo(dag);
    assertThat(DagYaml.write(parsed.orThrow())).isEqualTo(text);
  }

  @Test
  void jsonIsExact() {
    forRandomDags(300, RoundTripTest::readsAsTheSameJson);
  }

  private static void readsAsTheSameJson(Dag dag) {
    String text = DagJson.write(dag);
    ParsedDag parsed = DagJson.read(text, "dags/a.json");
    assertThat(parsed.problems()).as(text).isEmpty();
    assertThat(parsed.orThrow()).as(text).isEqualTo(dag);
    assertThat(DagJson.write(parsed.orThrow())).isEqualTo(text);
  }

  @Test
  void theCanonicalTextIsADefinitionOfTheSameDagAndTheSameForAllSpellings() {
    forRandomDags(200, RoundTripTest::hasOneCanonicalText);
  }

  private static void hasOneCanonicalText(Dag dag) {
    String canonical = DagJson.canonical(dag);
    assertThat(canonical).doesNotContain("\n");
    assertThat(DagJson.read(canonical, "dags/a.json").orThrow()).isEqualTo(dag);
    assertThat(DagJson.canonical(DagYaml.read(DagYaml.write(dag), "dags/a.yaml").orThrow()))
        .isEqualTo(canonical);
    assertThat(DagJson.canonical(shuffled(dag))).isEqualTo(canonical);
    assertThat(DagJson.digest(shuffled(dag))).isEqualTo(DagJson.digest(dag));
  }

  /** Other Dags in every run; the seed that a failure names makes the same Dag again. */
  private static void forRandomDags(int cases, Consumer<Dag> property) {
    Random seeds = new Random();
    for (int i = 0; i < cases; i++) {
      long seed = seeds.nextLong();
      try {
        property.accept(RandomDags.next(new Random(seed)));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "case %d fails for RandomDags.next(new Random(%dL))".formatted(i + 1, seed), e);
      }
    }
  }

  private static Dag shuffled(Dag dag) {
    var steps = new LinkedHashMap<String, Step>();
    List<String> ids = new ArrayList<>(dag.steps().keySet());
    Collections.shuffle(ids, new Random(ids.hashCode()));
    ids.forEach(id -> steps.put(id, dag.step(id)));
    return new Dag(
        dag.name(),
        dag.title(),
        dag.description(),
        dag.tags(),
        dag.triggers(),
        dag.maxActiveRuns(),
        dag.maxActiveSteps(),
        dag.timeout(),
        dag.parameters(),
        dag.defaults(),
        steps,
        dag.outputs());
  }
}
