package dev.millrace.dsl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebooksFileTest {
  @Test
  void aListOfNotebooksIsAChainThatPublishesWhatChanged() {
    Dag dag =
        DagYaml.read(
                """
                Notebooks:
                  - etl/Load data.ipynb
                  - 2-clean.ipynb
                  - etl/load-data.ipynb
                """,
                "dags/Nightly load.yaml")
            .orThrow();
    assertThat(dag.name()).isEqualTo("Nightly-load");
    assertThat(dag.steps().keySet()).containsExactly("Load-data", "n2-clean", "load-data-2");
    assertThat(dag.step("Load-data").dependsOn()).isEmpty();
    assertThat(dag.step("n2-clean").dependsOn()).containsExactly("Load-data");
    assertThat(dag.step("load-data-2").dependsOn()).containsExactly("n2-clean");
    assertThat(dag.steps().values())
        .allSatisfy(
            step -> assertThat(step.settings().artifacts()).isEqualTo(Artifacts.Choice.CHANGED));
    assertThat(((NotebookStep) dag.step("Load-data")).task().notebook())
        .isEqualTo("etl/Load data.ipynb");
  }

  @Test
  void aTriggerIsAcceptedAndItsAuthorToldThatItIsNotActive() {
    ParsedDag parsed =
        DagYaml.read(
            "Notebooks: [a.ipynb]\nS3TriggerBucket: films\nS3TriggerKeyPrefix: in/\n",
            "dags/a.yml");
    assertThat(parsed.isValid()).isTrue();
    assertThat(parsed.problems())
        .extracting(Problem::code, Problem::severity, p -> p.where().line())
        .containsExactly(
            tuple(ProblemCode.TRIGGER_INACTIVE, Problem.Severity.WARNING, 2),
            tuple(ProblemCode.TRIGGER_INACTIVE, Problem.Severity.WARNING, 3));
  }

  @Test
  void problemsOfItsStepsPointIntoTheList() {
    ParsedDag parsed =
        DagYaml.read(
            "Notebooks:\n  - a.ipynb\n  - missing.ipynb\nNotebook: x\n",
            "dags/a.yaml",
            DagValidator.withFiles(path -> !path.startsWith("missing")));
    assertThat(parsed.problems())
        .extracting(p -> p.code() + " " + p.where() + " " + p.where().pointer())
        .containsExactly(
            "FILE_MISSING dags/a.yaml:3:5 /Notebooks/1", "FIELD_UNKNOWN dags/a.yaml:4:1 /Notebook");
  }

  @Test
  void anEmptyListIsAnEmptyDag() {
    assertThat(DagJson.read("{\"Notebooks\": []}", "dags/a.json").problems())
        .extracting(Problem::code)
        .isEqualTo(List.of(ProblemCode.DAG_EMPTY));
  }
}
