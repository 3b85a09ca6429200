package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.catalog.FileChanges.FilePaths;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a deployment says of its files, and plans that store nothing. */
@Tag("slow")
class DeploymentPlansTest {

  private static final FilePaths NONE = new FilePaths(0, List.of());

  private final CatalogHouse house = CatalogHouse.shared();
  private final Deployments deployments = house.part(Deployments.class);
  private final UUID project = house.project();

  @Test
  void aChangedNotebookIsToldThoughItsDagIsUnchanged() {
    String dag = "dag: a\nsteps: { s: { notebook: n.ipynb } }\n";
    house.pushAndDeploy(
        project, "dags/a.yaml", dag, "n.ipynb", "{}", "old.py", "1", "same.py", "1");
    Digest next =
        house.push(project, "dags/a.yaml", dag, "n.ipynb", "{ }", "new.py", "1", "same.py", "1");

    Deployment deployment = house.deploy(project, next);

    assertThat(deployment.plan().unchanged()).containsExactly("a");
    assertThat(deployment.plan().files())
        .isEqualTo(
            new FileChanges(
                new FilePaths(1, List.of("new.py")),
                new FilePaths(1, List.of("n.ipynb")),
                new FilePaths(1, List.of("old.py"))));
    assertThat(deployments.list(project, null, 1)).containsExactly(deployment);
    assertThat(house.deploy(project, next).plan().files())
        .isEqualTo(new FileChanges(NONE, NONE, NONE));
  }

  @Test
  void theFirstDeploymentThatGivesDagsARequirementsFileNamesThem() {
    String[] files = {
      "dags/a.yaml", "dag: a\nsteps: { s: { notebook: n.ipynb } }\n",
      "dags/b.yaml", "dag: b\nsteps: { s: { script: x/y.py }, t: { shell: ls } }\n",
      "dags/c.yaml", CatalogHouse.dag("c", "ls"),
      "dags/d.yaml",
          "dag: d\ndefaults: { environment: none }\nsteps: { s: { notebook: n.ipynb } }\n",
      "n.ipynb", "{}",
      "x/y.py", "1",
      "requirements.txt", "six\n"
    };
    assertThat(changesOfEnvironment(house.pushAndDeploy(project, files)))
        .singleElement()
        .satisfies(message -> assertThat(message).endsWith(": requirements.txt for a, b"));

    // The same again says nothing; what an earlier release deployed did not use the file yet.
    assertThat(changesOfEnvironment(house.pushAndDeploy(project, files))).isEmpty();
    house
        .sql()
        .sql("UPDATE deployment SET project_requirements = false WHERE project = :project")
        .param("project", project)
        .update();
    assertThat(changesOfEnvironment(house.pushAndDeploy(project, files))).hasSize(1);
  }

  private static List<String> changesOfEnvironment(Deployment deployment) {
    return deployment.warnings().stream()
        .filter(warning -> warning.code().equals("ENVIRONMENT_CHANGED"))
        .map(Finding::message)
        .toList();
  }

  @Test
  void ofManyFilesTheFirstAreNamedAndAllAreCounted() {
    String[] files = new String[30];
    for (int i = 0; i < files.length; i += 2) {
      files[i] = "data/%02d.csv".formatted(i / 2);
      files[i + 1] = "1";
    }

    FileChanges changes =
        Objects.requireNonNull(house.pushAndDeploy(project, files).plan().files());

    assertThat(changes.added().count()).isEqualTo(15);
    assertThat(changes.added().first()).hasSize(10).startsWith("data/00.csv").isSorted();
  }

  @Test
  void aPlanOfFilesThatNobodyStoredLeavesNothingBehind() {
    house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo 1"), "n.ipynb", "{}");
    List<Integer> before = rows();
    String changed = CatalogHouse.dag("a", "echo unstored");
    Manifest manifest = CatalogHouse.manifest("dags/a.yaml", changed, "n.ipynb", "never stored");

    Deployment plan =
        deployments.plan(
            PlanRequest.ofFiles(
                project, manifest, List.of(CatalogHouse.bytes(changed)), false, "ann"));

    assertThat(plan.dryRun()).isTrue();
    assertThat(plan.number()).isEqualTo(2);
    assertThat(plan.plan().changed()).containsExactly("a");
    assertThat(plan.plan().files())
        .isEqualTo(
            new FileChanges(NONE, new FilePaths(2, List.of("dags/a.yaml", "n.ipynb")), NONE));
    assertThat(rows()).isEqualTo(before);
    Deployment elsewhere =
        deployments.plan(
            PlanRequest.ofFiles(
                null, manifest, List.of(CatalogHouse.bytes(changed)), false, "ann"));
    assertThat(elsewhere.plan().added()).containsExactly("a");
    assertThat(elsewhere.number()).isEqualTo(1);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aPlanNeedsTheContentOfWhatItReadsAndJudgesIt() {
    String broken = "dag: a\nsteps: { s: { shel: echo } }\n";
    Manifest manifest = CatalogHouse.manifest("dags/a.yaml", broken, "n.ipynb", "{}");

    assertThatThrownBy(
            () -> PlanRequest.ofFiles(project, manifest, List.of(new byte[] {1}), false, "ann"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("dags/a.yaml");
    List<byte[]> contents = List.of(CatalogHouse.bytes(broken));
    PlanRequest wish = PlanRequest.ofFiles(project, manifest, contents, false, "ann");
    assertThatThrownBy(() -> deployments.plan(wish))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.findings().getFirst().where().file()).isEqualTo("dags/a.yaml"));
  }

  /** How many rows there are of everything that a push or a deployment writes. */
  private List<Integer> rows() {
    return Stream.of("project", "snapshot", "project_snapshot", "blob", "deployment", "dag", "pool")
        .map(
            table -> house.sql().sql("SELECT count(*) FROM " + table).query(Integer.class).single())
        .toList();
  }
}
