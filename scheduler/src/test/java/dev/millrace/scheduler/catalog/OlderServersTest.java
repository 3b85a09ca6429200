package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.scheduler.dispatch.NewRun;
import dev.millrace.scheduler.dispatch.RunRefusedException;
import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.ConnectedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What only this release reads is not stored while a server of an older one is connected. */
@Timeout(60)
class OlderServersTest {
  private static final String NEW =
      """
      dag: a
      defaults: { environment: none }
      parameters: { x: { type: number, default: { $number: NaN } } }
      steps: { s: { noop: true } }
      """;
  private static final String PLAIN =
      """
      dag: b
      parameters: { x: { type: number, default: 1 } }
      steps: { s: { noop: true } }
      """;

  private final CatalogHouse house = CatalogHouse.shared();
  private final UUID project = house.project();

  @Test
  void aDagThatAnOlderServerCannotReadIsRefusedWithItsPlacesUntilThatServerIsGone()
      throws SQLException {
    Digest both = house.push(project, "dags/a.yaml", NEW, "dags/b.yaml", PLAIN);
    besideAnOlderServer(
        () -> {
          ConflictException refused =
              catchThrowableOfType(ConflictException.class, () -> house.deploy(project, both));
          assertThat(refused.code()).isEqualTo("OLDER_SERVER");
          assertThat(refused)
              .hasMessageContainingAll(
                  "'environment: none' at /defaults/environment of the Dag 'a'",
                  "the number NaN at /parameters/x/default of the Dag 'a'");
          assertThat(refused.hint().orElseThrow()).contains("127.0.0.1", "connected since 20");
          assertThat(house.part(Dags.class).list(project, false, null, 10)).isEmpty();
          assertThat(
                  catchThrowableOfType(
                      ConflictException.class, () -> house.part(Dags.class).put(dryRun())))
              .as("a plan says so, too")
              .hasMessageContaining("/defaults/environment");
          house.pushAndDeploy(project, "dags/b.yaml", PLAIN);
        });
    house.deploy(project, both);
    besideAnOlderServer(
        () -> {
          // Nothing is written for what is there already.
          house.pushAndDeploy(project, "dags/a.yaml", NEW, "dags/b.yaml", PLAIN + "title: c\n");
        });
  }

  @Test
  void aServerOfThisReleaseHindersNothing() throws SQLException {
    try (Connection same = house.part(DataSource.class).getConnection();
        Statement listen = same.createStatement()) {
      listen.execute(ConnectedServers.INTRODUCE);
      listen.execute(ConnectedServers.LISTEN);
      house.pushAndDeploy(project, "dags/a.yaml", NEW);
      listen.execute("UNLISTEN *");
      listen.execute(ConnectedServers.LEAVE);
    }
  }

  @Test
  void aNotebookWhoseNameAnOlderServerRefusesIsNotRunYet() throws SQLException {
    house.pushAndDeploy(project, "plain.ipynb", "{}", "of ${{ x }}.ipynb", "{}");
    Notebooks notebooks = house.part(Notebooks.class);
    besideAnOlderServer(
        () -> {
          notebooks.implicitDag(project, "plain.ipynb", "ann");
          assertThat(
                  catchThrowableOfType(
                      ConflictException.class,
                      () -> notebooks.implicitDag(project, "of ${{ x }}.ipynb", "ann")))
              .hasMessageContaining("the file name 'of ${{ x }}.ipynb'");
        });
  }

  @Test
  void aRunWithAValueThatAnOlderServerReadsAsSomethingElseIsRefused() throws SQLException {
    house.pushAndDeploy(project, "dags/b.yaml", PLAIN);
    UUID dag = house.part(Dags.class).require(project, "b").id();
    Runs runs = house.part(Runs.class);
    NewRun nan = run(dag, "{\"x\": {\"$number\": \"NaN\"}}");
    besideAnOlderServer(
        () -> {
          assertThat(catchThrowableOfType(RunRefusedException.class, () -> runs.start(nan)))
              .hasMessageContainingAll("the number NaN at /parameters/x", "127.0.0.1");
          runs.start(run(dag, "{}"));
        });
    assertThatCode(() -> runs.start(nan)).doesNotThrowAnyException();
  }

  private DagPut dryRun() {
    return new DagPut(
        project, "a", CatalogHouse.bytes(NEW), false, true, false, false, "ann", null);
  }

  private static NewRun run(UUID dag, String parameters) {
    ObjectNode values = (ObjectNode) JsonMapper.shared().readTree(parameters);
    return new NewRun(dag, null, values, null, null, null, "ann", null, null);
  }

  /** As a server of the first release connects: under no name, and it listens. */
  private void besideAnOlderServer(Runnable work) throws SQLException {
    String url = ((HikariDataSource) house.part(DataSource.class)).getJdbcUrl();
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement listen = connection.createStatement()) {
      listen.execute("LISTEN millrace");
      work.run();
    }
    // PostgreSQL lists a connection until its process has seen the end.
    var servers = new ConnectedServers(JdbcClient.create(house.part(DataSource.class)));
    await().untilAsserted(() -> assertThat(servers.older()).isEmpty());
  }
}
