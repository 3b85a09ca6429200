package dev.millrace.dsl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written reads as the same, in either language, and writes as the same text again. */
class RoundTripTest {
  @Property(tries = 300)
  void yamlIsExact(@ForAll("dags") Dag dag) {
    String text = DagYaml.write(dag);
    ParsedDag parsed = DagYaml.read(text, "dags/a.yaml");
    assertThat(parsed.problems()).as(text).isEmpty();
    assertThat(parsed.orThrow()).as(text).isEqualTo(dag);
    assertThat(DagYaml.write(parsed.orThrow())).isEqualTo(text);
  }

  @Property(tries = 300)
  void jsonIsExact(@ForAll("dags") Dag dag) {
    String text = DagJson.write(dag);
    ParsedDag parsed = DagJson.read(text, "dags/a.json");
    assertThat(parsed.problems()).as(text).isEmpty();
    assertThat(parsed.orThrow()).as(text).isEqualTo(dag);
    assertThat(DagJson.write(parsed.orThrow())).isEqualTo(text);
  }

  @Property(tries = 200)
  void theCanonicalTextIsADefinitionOfTheSameDagAndTheSameForAllSpellings(@ForAll("dags") Dag dag) {
    String canonical = DagJson.canonical(dag);
    assertThat(canonical).doesNotContain("\n");
    assertThat(DagJson.read(canonical, "dags/a.json").orThrow()).isEqualTo(dag);
    assertThat(DagJson.canonical(DagYaml.read(DagYaml.write(dag), "dags/a.yaml").orThrow()))
        .isEqualTo(canonical);
    assertThat(DagJson.canonical(shuffled(dag))).isEqualTo(canonical);
    assertThat(DagJson.digest(shuffled(dag))).isEqualTo(DagJson.digest(dag));
  }

  @Provide
  Arbitrary<Dag> dags() {
    return Arbitraries.randomValue(RandomDags::next);
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
        dag.maxActiveRuns(),
        dag.maxActiveSteps(),
        dag.timeout(),
        dag.parameters(),
        dag.defaults(),
        steps);
  }
}
