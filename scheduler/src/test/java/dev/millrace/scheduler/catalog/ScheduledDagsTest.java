package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deployments of Dags that have schedules. */
class ScheduledDagsTest {
  private final CatalogHouse house = CatalogHouse.shared();
  private final UUID project = house.project();

  @Test
  void row36ADeploymentThatChangesAScheduleDoesTheTickThatIsDueByTheOldOneFirst() {
    deploy("{ every: 24h, catchup: all }");
    makeDue();

    deploy("{ every: 48h, catchup: all }");
    assertThat(ticks()).containsExactly("run of version 1");
    assertThat(hasMovedOn()).isTrue();
  }

  @Test
  void aDeploymentThatLeavesAScheduleAloneLeavesItsTicksAlone() {
    deploy("{ every: 24h, catchup: all }");
    makeDue();

    house.pushAndDeploy(
        project,
        "dags/a.yaml",
        "schedule: { every: 24h, catchup: all }\n" + CatalogHouse.dag("a", "echo 2"));
    assertThat(ticks()).isEmpty();
    assertThat(hasMovedOn()).isFalse();
  }

  @Test
  void aDagThatIsGoneFromTheFilesDoesItsLastTickAndNoMore() {
    deploy("{ every: 24h, catchup: all }");
    makeDue();

    house
        .part(Deployments.class)
        .deploy(
            new DeploymentRequest(
                project,
                house.push(project, "readme.md", "no Dags any more"),
                null,
                false,
                new DeploymentRequest.Options(false, false, true),
                "ann"));
    assertThat(ticks()).containsExactly("run of version 1");
    assertThat(archived()).isTrue();

    deploy("{ every: 24h, catchup: all }");
    assertThat(archived()).isFalse();
    assertThat(hasMovedOn()).isTrue();
  }

  private void deploy(String schedule) {
    house.pushAndDeploy(
        project,
        "dags/a.yaml",
        "schedule: %s\n".formatted(schedule) + CatalogHouse.dag("a", "echo 1"));
  }

  /** As if the trigger had been looked at last just before today began. */
  private void makeDue() {
    house
        .sql()
        .sql(
            """
            UPDATE trigger
               SET watermark = date_trunc('day', now(), 'UTC') - interval '1 second',
                   next_tick_at = date_trunc('day', now(), 'UTC')
             WHERE dag IN (SELECT id FROM dag WHERE project = ?)
            """)
        .param(project)
        .update();
  }

  private List<String> ticks() {
    return house
        .sql()
        .sql(
            """
            SELECT k.outcome || ' of version ' || v.number AS text
              FROM tick k JOIN run r ON r.id = k.run JOIN dag_version v ON v.id = r.dag_version
             WHERE r.project = ?
            """)
        .param(project)
        .query((row, i) -> row.getString("text"))
        .list();
  }

  private boolean hasMovedOn() {
    return is("watermark > date_trunc('day', now(), 'UTC') - interval '1 second'");
  }

  private boolean archived() {
    return is("archived_at IS NOT NULL");
  }

  private boolean is(String condition) {
    return house
        .sql()
        .sql(
            "SELECT "
                + condition
                + " FROM trigger WHERE dag IN (SELECT id FROM dag WHERE project = ?)")
        .param(project)
        .query(Boolean.class)
        .single();
  }
}
