package dev.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DagGraphTest {
  private static final DagGraph DIAMOND =
      graph(
          step("last", "left", "right"),
          step("left", "first"),
          step("right", "first"),
          step("first"));

  @Test
  void everyStepComesAfterItsUpstreamSteps() {
    assertThat(DIAMOND.topologicalOrder()).containsExactly("first", "left", "right", "last");
  }

  @Test
  void neighboursAreKnownInBothDirections() {
    assertThat(DIAMOND.upstream("last")).containsExactly("left", "right");
    assertThat(DIAMOND.downstream("first")).containsExactly("left", "right");
    assertThat(DIAMOND.roots()).containsExactly("first");
  }

  @Test
  void ancestorsAndDescendantsAreTransitive() {
    assertThat(DIAMOND.ancestors("last")).containsExactly("left", "right", "first");
    assertThat(DIAMOND.descendants("first")).containsExactly("left", "right", "last");
    assertThat(DIAMOND.ancestors("first")).isEmpty();
  }

  @Test
  void ancestryAnswersForEveryPair() {
    var ancestry = DIAMOND.ancestry();
    assertThat(ancestry.isUpstream("first", "last")).isTrue();
    assertThat(ancestry.isUpstream("left", "right")).isFalse();
    assertThat(ancestry.isUpstream("last", "first")).isFalse();
    assertThat(ancestry.isUpstream("last", "last")).isFalse();
    assertThat(ancestry.isUpstream("nobody", "last")).isFalse();
  }

  @Test
  void aCycleIsToldInTheDirectionOfTheRun() {
    var graph =
        graph(
            step("start"),
            step("a", "start", "c"),
            step("b", "a"),
            step("c", "b"),
            step("end", "c"));
    assertThat(graph.cycle())
        .hasValueSatisfying(
            path -> {
              assertThat(path).hasSize(4);
              assertThat(path.getFirst()).isEqualTo(path.getLast());
              for (int i = 0; i + 1 < path.size(); i++) {
                assertThat(graph.upstream(path.get(i + 1))).contains(path.get(i));
              }
            });
    assertThatThrownBy(graph::topologicalOrder)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a -> ");
  }

  @Test
  void aSelfDependencyIsACycleOfOne() {
    assertThat(graph(step("a", "a")).cycle()).hasValue(List.of("a", "a"));
  }

  @Test
  void unknownAndRepeatedDependenciesDoNotCount() {
    var graph = graph(step("a"), step("b", "a", "a", "nobody"));
    assertThat(graph.upstream("b")).containsExactly("a");
    assertThat(graph.cycle()).isEmpty();
    assertThatThrownBy(() -> graph.upstream("nobody"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("'nobody'");
  }

  @Test
  void aChainOf5000StepsNeedsNoStack() {
    List<Step> chain = new ArrayList<>();
    chain.add(step("s0"));
    IntStream.range(1, 5_000).forEach(i -> chain.add(step("s" + i, "s" + (i - 1))));
    DagGraph graph = DagGraph.of(chain.reversed());
    assertThat(graph.topologicalOrder()).hasSize(5_000).startsWith("s0").endsWith("s4999");
    assertThat(graph.ancestors("s4999")).hasSize(4_999);
    assertThat(graph.ancestry().isUpstream("s0", "s4999")).isTrue();
  }

  private static DagGraph graph(Step... steps) {
    return DagGraph.of(List.of(steps));
  }

  private static Step step(String id, String... dependsOn) {
    return new NoopStep(id, StepSettings.builder().dependsOn(List.of(dependsOn)).build());
  }
}
