package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.validation.ProblemCode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DagsTest {

  private final CatalogHouse house = CatalogHouse.shared();
  private final Dags dags = house.part(Dags.class);
  private final Notebooks notebooks = house.part(Notebooks.class);
  private final UUID project = house.project();

  @Test
  void aClientWritesADagAndWritesItAgain() {
    DagChange first = put("a", CatalogHouse.dag("a", "echo 1"));
    assertThat(first.plan().added()).containsExactly("a");
    assertThat(Objects.requireNonNull(first.dag()).origin()).isEqualTo(Origin.api("ann"));

    assertThat(put("a", CatalogHouse.dag("a", "echo 1")).plan().unchanged()).containsExactly("a");
    assertThat(put("a", CatalogHouse.dag("a", "echo 2")).plan().changed()).containsExactly("a");
    assertThat(dags.require(project, "a").version()).isEqualTo(2);
  }

  @Test
  void theNameInTheAddressMustBeTheDags() {
    assertThatThrownBy(() -> put("b", CatalogHouse.dag("a", "echo")))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("DAG_NAME"));
  }

  @Test
  void aTextThatIsNoYamlIsUnreadable() {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> put("a", "dag: [a"));
    assertThat(refused.kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aNotebookThatTheCurrentFilesLackIsRefused() {
    String dag = "dag: a\nsteps:\n  n:\n    notebook: n.ipynb\n";
    assertThatThrownBy(() -> put("a", dag))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("FILE_MISSING"));

    house.pushAndDeploy(project, "n.ipynb", "{}");
    assertThat(put("a", dag).plan().added()).containsExactly("a");
  }

  @Test
  void aDagOfAFileIsNotOverwrittenOrArchivedByAClient() {
    house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo"));

    assertThatThrownBy(() -> put("a", CatalogHouse.dag("a", "echo 2")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("file dags/a.yaml");
    assertThatThrownBy(() -> dags.archive(project, "a", false, "ann", null))
        .isInstanceOf(ConflictException.class);

    dags.archive(project, "a", true, "ann", null);
    assertThat(dags.require(project, "a").archived()).isTrue();
  }

  @Test
  void aNotebookRunsAsItIsAsADagThatNobodyWrote() {
    house.pushAndDeploy(project, "notebooks/1 train (new).ipynb", "{}", "b.txt", "x");
    assertThat(notebooks.list(project)).containsExactly("notebooks/1 train (new).ipynb");

    DagRecord dag = notebooks.implicitDag(project, "notebooks/1 train (new).ipynb", "ann");

    assertThat(dag.name()).isEqualTo("notebooks/1 train (new).ipynb");
    assertThat(dag.origin()).isEqualTo(Origin.implicit());
    assertThat(dag.version()).isEqualTo(1);
    assertThat(Objects.requireNonNull(dag.definition()).steps().values())
        .singleElement()
        .isInstanceOfSatisfying(
            NotebookStep.class,
            step -> {
              assertThat(step.id()).isEqualTo("notebook-1-train-new-");
              assertThat(step.task().notebook()).isEqualTo("notebooks/1 train (new).ipynb");
            });
    assertThat(dags.list(project, false, null, 10)).isEmpty();
    assertThat(house.pushAndDeploy(project, "b.txt", "x").plan().archived()).isEmpty();
  }

  @Test
  void aNotebookThatIsNotThereCannotBeRun() {
    house.pushAndDeploy(project, "a.ipynb", "{}", "b.txt", "x");
    for (String path : List.of("b.ipynb", "b.txt", "../a.ipynb", "")) {
      assertThatThrownBy(() -> notebooks.implicitDag(project, path, "ann"))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void firstRunsOfANotebookAtTheSameTimeShareOneDag() throws Exception {
    house.pushAndDeploy(project, "a.ipynb", "{}");
    List<Callable<UUID>> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(() -> notebooks.implicitDag(project, "a.ipynb", "ann").id());
    }
    List<UUID> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<UUID> run : threads.invokeAll(runs)) {
        ids.add(run.get());
      }
    }
    assertThat(ids).hasSize(6).containsOnly(ids.getFirst());
  }

  @Test
  void projectNamesFollowTheirRuleAndAreUniqueWithoutCase() {
    Projects projects = house.part(Projects.class);
    String name = "P" + UUID.randomUUID().toString().substring(0, 8);
    projects.create(name, "Title", "ann");

    assertThatThrownBy(() -> projects.create(name.toLowerCase(java.util.Locale.ROOT), null, "ann"))
        .isInstanceOf(ConflictException.class);
    for (String bad : List.of("", "../x", "a b", "-a", "x".repeat(64), "a/b")) {
      assertThatThrownBy(() -> projects.create(bad, null, "ann"))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThat(projects.require(name).title()).isEqualTo("Title");
    assertThat(projects.list(List.of(project), null, 10)).hasSize(1);
    assertThat(projects.list(List.of(), null, 10)).isEmpty();
  }

  private DagChange put(String name, String text) {
    return dags.put(
        new DagPut(
            project, name, CatalogHouse.bytes(text), false, false, false, false, "ann", null));
  }
}
