package dev.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class EffectiveStepTest {
  @Test
  void aStepThatSaysNothingInADagThatSaysNothingHasTheServersValues() {
    var step = new NotebookStep("a", StepSettings.NONE, NotebookTask.of("a.ipynb"));
    var effective = dag(Defaults.NONE, step).effective("a");
    assertThat(effective.retries()).isEqualTo(RetryPolicy.upTo(0));
    assertThat(effective.timeout()).isEqualTo(Duration.ofHours(24));
    assertThat(effective.pool()).isEqualTo("default");
    assertThat(effective.priority()).isZero();
    assertThat(effective.slots()).isEqualTo(1);
    assertThat(effective.environment()).isNull();
    assertThat(effective.mounts()).isEmpty();
    assertThat(effective.kernel()).isNull();
    assertThat(effective.cellTimeout()).isNull();
  }

  @Test
  void aStepThatSaysNothingHasTheDagsValues() {
    var step = new NotebookStep("a", StepSettings.NONE, NotebookTask.of("a.ipynb"));
    var effective = dag(everything(), step).effective("a");
    assertThat(effective.retries()).isEqualTo(RetryPolicy.upTo(3));
    assertThat(effective.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(effective.pool()).isEqualTo("gpu");
    assertThat(effective.priority()).isEqualTo(7);
    assertThat(effective.slots()).isEqualTo(2);
    assertThat(effective.environment()).isEqualTo(Environment.requirements("requirements.txt"));
    assertThat(effective.mounts()).containsExactly("data");
    assertThat(effective.kernel()).isEqualTo("ir");
    assertThat(effective.cellTimeout()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aStepsOwnValuesWinAndItsVariablesAreAdded() {
    var settings =
        StepSettings.builder()
            .pool("cpu")
            .priority(0)
            .mounts(List.of())
            .env(Map.of("LEVEL", "debug", "TOP", "3"))
            .build();
    var effective = dag(everything(), new NoopStep("a", settings)).effective("a");
    assertThat(effective.pool()).isEqualTo("cpu");
    assertThat(effective.priority()).isZero();
    assertThat(effective.mounts()).isEmpty();
    assertThat(effective.env())
        .containsOnly(Map.entry("LEVEL", "debug"), Map.entry("HOME", "/x"), Map.entry("TOP", "3"));
    assertThat(effective.kernel()).as("only notebooks have a kernel").isNull();
  }

  @Test
  void aBranchThatANotebookDecidesHasAKernel() {
    var branch =
        new BranchStep(
            "a",
            StepSettings.NONE,
            new BranchChoice.ByNotebook(NotebookTask.of("next.ipynb")),
            ShortCircuit.DIRECT);
    var effective = dag(everything(), branch).effective("a");
    assertThat(effective.notebook()).isEqualTo(NotebookTask.of("next.ipynb"));
    assertThat(effective.kernel()).isEqualTo("ir");
  }

  private static Defaults everything() {
    return Defaults.builder()
        .retries(3)
        .timeout(Duration.ofMinutes(5))
        .pool("gpu")
        .priority(7)
        .slots(2)
        .environment(Environment.requirements("requirements.txt"))
        .env(Map.of("LEVEL", "info", "HOME", "/x"))
        .mounts(List.of("data"))
        .kernel("ir")
        .cellTimeout(Duration.ofSeconds(9))
        .build();
  }

  private static Dag dag(Defaults defaults, Step step) {
    SequencedMap<String, Step> steps = new LinkedHashMap<>();
    steps.put(step.id(), step);
    return new Dag(
        "d", null, null, List.of(), null, null, null, new LinkedHashMap<>(), defaults, steps);
  }
}
