package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.dsl.codec.DagJson;
import dev.millrace.scheduler.catalog.FileChanges.FilePaths;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Definitions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeploymentsTest {

  private static final FilePaths NONE = new FilePaths(0, List.of());

  private final CatalogHouse house = CatalogHouse.shared();
  private final Deployments deployments = house.part(Deployments.class);
  private final Dags dags = house.part(Dags.class);
  private final UUID project = house.project();

  @Test
  void theFirstPushMakesEveryDagNew() {
    Deployment first =
        house.pushAndDeploy(
            project,
            "dags/a.yaml",
            CatalogHouse.dag("a", "echo 1"),
            "dags/deep/b.yml",
            CatalogHouse.dag("b", "echo 1"),
            "dags/c.json",
            "{\"dag\": \"c\", \"steps\": {\"s\": {\"shell\": \"echo\"}}}",
            "other/x.yaml",
            "not: a dag");

    assertThat(first.plan())
        .isEqualTo(
            new DeploymentPlan(
                List.of("a", "b", "c"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new FileChanges(
                    new FilePaths(
                        4,
                        List.of("dags/a.yaml", "dags/c.json", "dags/deep/b.yml", "other/x.yaml")),
                    NONE,
                    NONE)));
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.dags()).allMatch(dag -> dag.version() == 1).hasSize(3);
    assertThat(dags.require(project, "b").origin()).isEqualTo(Origin.file("dags/deep/b.yml"));
  }

  @Test
  void pushingTheSameContentAgainMakesNoVersion() {
    house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo 1"));

    Deployment again =
        house.pushAndDeploy(
            project, "dags/a.yaml", "# only a comment\n" + CatalogHouse.dag("a", "echo 1"));

    assertThat(again.plan().unchanged()).containsExactly("a");
    assertThat(versionsOf("a")).containsExactly(1);
  }

  @Test
  void aChangedStepMakesTheNextVersionAndARollbackTheOldOneAgain() {
    Digest old = house.push(project, "dags/a.yaml", CatalogHouse.dag("a", "echo 1"));
    house.deploy(project, old);

    Deployment changed =
        house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo 2"));
    assertThat(changed.plan().changed()).containsExactly("a");
    assertThat(dags.require(project, "a").version()).isEqualTo(2);

    Deployment back = house.deploy(project, old);
    assertThat(back.number()).isEqualTo(3);
    assertThat(back.plan().changed()).containsExactly("a");
    assertThat(dags.require(project, "a").version()).isEqualTo(1);
    assertThat(versionsOf("a")).containsExactly(2, 1);
  }

  @Test
  void aDagWhoseFileIsGoneIsArchivedAndComesBackWithIt() {
    house.pushAndDeploy(
        project,
        "dags/a.yaml",
        CatalogHouse.dag("a", "echo"),
        "dags/b.yaml",
        CatalogHouse.dag("b", "echo"));

    Deployment without = house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo"));
    assertThat(without.plan().archived()).containsExactly("b");
    assertThat(dags.require(project, "b").archived()).isTrue();
    assertThat(dags.list(project, false, null, 10))
        .extracting(DagRecord::name)
        .containsExactly("a");

    Deployment with =
        house.pushAndDeploy(
            project,
            "dags/a.yaml",
            CatalogHouse.dag("a", "echo"),
            "dags/renamed.yaml",
            CatalogHouse.dag("b", "echo"));
    assertThat(with.plan().added()).containsExactly("b");
    assertThat(dags.require(project, "b").archived()).isFalse();
    assertThat(versionsOf("b")).containsExactly(1);
  }

  @Test
  void badFilesRefuseAllWithEveryProblemAndItsPlace() {
    house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo 1"));
    Digest broken =
        house.push(
            project,
            "dags/a.yaml",
            CatalogHouse.dag("a", "echo 2"),
            "dags/b.yaml",
            "dag: b\nsteps:\n  x:\n    shell: echo\n    dependsOn: [nope]\n    retires: 1\n",
            "dags/c.yaml",
            "dag: c\nsteps:\n  n:\n    notebook: missing.ipynb\n",
            "millrace.yaml",
            "vars:\n  x: 1\nfoo: 2\n");

    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> house.deploy(project, broken));

    assertThat(refused.findings())
        .extracting(f -> f.where().file() + ":" + f.where().line() + " " + f.code())
        .containsExactlyInAnyOrder(
            "dags/b.yaml:5 STEP_UNKNOWN",
            "dags/b.yaml:6 FIELD_UNKNOWN",
            "dags/c.yaml:4 FILE_MISSING",
            "millrace.yaml:1 FIELD_UNSUPPORTED",
            "millrace.yaml:3 FIELD_UNKNOWN");
    assertThat(versionsOf("a")).containsExactly(1);
    assertThat(deployments.list(project, null, 10)).hasSize(1);
  }

  @Test
  void twoFilesOfOneDagAreRefused() {
    Digest twice =
        house.push(
            project,
            "dags/a.yaml",
            CatalogHouse.dag("same", "echo"),
            "dags/b.yaml",
            CatalogHouse.dag("Same", "echo"));

    assertThatThrownBy(() -> house.deploy(project, twice))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.code()).isEqualTo("DAG_DUP");
              assertThat(e.findings().getFirst().where().file()).isEqualTo("dags/b.yaml");
            });
  }

  @Test
  void aDryRunPlansAndWritesNothing() {
    Digest snapshot = house.push(project, "dags/a.yaml", CatalogHouse.dag("a", "echo"));

    Deployment plan =
        deployments.deploy(
            new DeploymentRequest(
                project, snapshot, null, true, DeploymentRequest.Options.NONE, "ann"));

    assertThat(plan.plan().added()).containsExactly("a");
    assertThat(plan.id()).isNull();
    assertThat(dags.find(project, "a")).isEmpty();
    assertThat(deployments.list(project, null, 10)).isEmpty();
  }

  @Test
  void aFileDoesNotOverwriteWhatAClientWroteUnlessItAdopts() {
    dags.put(put("a", CatalogHouse.dag("a", "echo api"), false));
    Digest snapshot = house.push(project, "dags/a.yaml", CatalogHouse.dag("a", "echo file"));

    assertThatThrownBy(() -> house.deploy(project, snapshot))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.code()).isEqualTo("ORIGIN_CONFLICT"))
        .hasMessageContaining("api ann");

    deployments.deploy(
        new DeploymentRequest(
            project,
            snapshot,
            null,
            false,
            new DeploymentRequest.Options(true, false, false),
            "ann"));
    assertThat(dags.require(project, "a").origin().kind()).isEqualTo(Origin.Kind.FILE);
  }

  @Test
  void aDagOfTheApiSurvivesAPushThatDoesNotHaveIt() {
    dags.put(put("mine", CatalogHouse.dag("mine", "echo"), false));

    Deployment push = house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo"));

    assertThat(push.plan().archived()).isEmpty();
    assertThat(dags.require(project, "mine").archived()).isFalse();
  }

  @Test
  void aPoolThatNobodyServesIsAWarningAndWaitsForItsWorkers() {
    Deployment deployment =
        house.pushAndDeploy(
            project,
            "dags/a.yaml",
            "dag: a\ndefaults:\n  pool: gpu-"
                + project
                + "\nsteps:\n  x:\n    shell: echo\n  y:\n    noop: {}\n");

    assertThat(deployment.warnings())
        .extracting(Finding::code, f -> f.where().pointer())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("POOL_UNSERVED", "/steps/x"));
    assertThat(
            house
                .sql()
                .sql("SELECT count(*) FROM pool WHERE name = ?")
                .param("gpu-" + project)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void pushesAtTheSameTimeComeOneAfterTheOther() throws Exception {
    List<Digest> snapshots = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      snapshots.add(
          house.push(
              project,
              "dags/a.yaml",
              CatalogHouse.dag("a", "echo " + i),
              "dags/b.yaml",
              CatalogHouse.dag("b", "echo " + i)));
    }
    List<Callable<Deployment>> pushes = new ArrayList<>();
    snapshots.forEach(snapshot -> pushes.add(() -> house.deploy(project, snapshot)));

    List<Integer> numbers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Deployment> push : threads.invokeAll(pushes)) {
        numbers.add(push.get().number());
      }
    }

    assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    assertThat(versionsOf("a")).containsExactly(6, 5, 4, 3, 2, 1);
    Deployment head = deployments.list(project, null, 1).getFirst();
    assertThat(head.dags())
        .containsExactly(
            new Deployment.DeployedDag("a", dags.require(project, "a").version()),
            new Deployment.DeployedDag("b", dags.require(project, "b").version()));
  }

  @Test
  void aStoredDefinitionThatCannotBeReadSaysSoAndTheOthersAreListed() {
    house.pushAndDeploy(
        project,
        "dags/a.yaml",
        CatalogHouse.dag("a", "echo"),
        "dags/b.yaml",
        CatalogHouse.dag("b", "echo"));
    UUID version = dags.require(project, "a").versionId();
    UUID broken = UUID.randomUUID();
    house
        .sql()
        .sql(
            """
            INSERT INTO dag_version (id, dag, number, definition, digest)
            SELECT :id, dag, 7, '{"steps": 3}', repeat('0', 64) FROM dag_version WHERE id = :version
            """)
        .param("id", broken)
        .param("version", version)
        .update();
    house
        .sql()
        .sql("UPDATE dag SET current_version = 7 WHERE project = ? AND name = 'a'")
        .param(project)
        .update();

    List<DagRecord> list = dags.list(project, false, null, 10);

    assertThat(list).extracting(DagRecord::name).containsExactly("a", "b");
    assertThat(list.get(0).definition()).isNull();
    assertThat(list.get(0).quarantine()).contains("version 7");
    assertThat(list.get(1).definition()).isNotNull();
    assertThatThrownBy(() -> house.part(Definitions.class).version(broken))
        .isInstanceOf(BrokenDefinitionException.class);

    house.pushAndDeploy(project, "dags/a.yaml", CatalogHouse.dag("a", "echo"));
    assertThat(dags.require(project, "a").quarantine()).isNull();
  }

  @Test
  void theAuthorsTextIsKeptWithTheVersion() {
    String text = "# who reads this?\n" + CatalogHouse.dag("a", "echo");
    house.pushAndDeploy(project, "dags/a.yaml", text);

    DagVersion version = dags.version(dags.require(project, "a"), 1);

    assertThat(version.source()).isEqualTo(text);
    assertThat(version.sourcePath()).isEqualTo("dags/a.yaml");
    assertThat(DagJson.digest(DagJson.read(version.definition(), "a").orThrow()))
        .isEqualTo(version.digest().hex());
  }

  private DagPut put(String name, String text, boolean adopt) {
    return new DagPut(
        project, name, CatalogHouse.bytes(text), false, false, adopt, false, "ann", null);
  }

  private List<Integer> versionsOf(String dag) {
    return dags.versions(dags.require(project, dag).id(), null, 10).stream()
        .map(DagVersion::number)
        .toList();
  }
}
