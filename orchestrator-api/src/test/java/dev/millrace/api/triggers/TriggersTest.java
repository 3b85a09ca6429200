package dev.millrace.api.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import dev.millrace.scheduler.trigger.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class TriggersTest {
  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final String project = service.project();
  private final String base = "/api/v1/projects/" + project + "/dags/nightly";

  @Test
  void aDeployedScheduleIsShownWithWhatComesNext() {
    deploy("{ cron: \"30 2 * * *\", zone: Europe/Berlin, catchup: latest }");

    JsonNode trigger = admin.get(base + "/triggers/schedule").expect(200).json();
    assertThat(trigger.get("kind").asString()).isEqualTo("schedule");
    assertThat(trigger.get("paused").asBoolean()).isFalse();
    assertThat(trigger.get("schedule").toString())
        .isEqualTo("{\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\",\"catchup\":\"latest\"}");
    assertThat(trigger.has("nextTickAt")).isTrue();
    JsonNode all = admin.get(base + "/triggers").expect(200).json();
    assertThat(all.get("items")).hasSize(1);
    assertThat(all.get("items").get(0)).isEqualTo(trigger);
    admin.get(base + "/triggers/none").expect(404);
  }

  @Test
  void row29And30ThePreviewMarksDaysOnWhichTheClockChangesAndSaysTheRule() {
    deploy("{ cron: \"30 2 * * *\", zone: Europe/Berlin, start: 2031-03-29T00:00:00Z }");
    JsonNode spring = preview(3);
    assertThat(spring.get("zone").asString()).isEqualTo("Europe/Berlin");
    assertThat(texts(spring.get("rule"))).anyMatch(line -> line.contains("end of the gap"));
    assertThat(spring.get("ticks").get(0).has("clockChange")).isFalse();
    JsonNode gap = spring.get("ticks").get(1);
    assertThat(gap.get("utc").asString()).isEqualTo("2031-03-30T01:00:00Z");
    assertThat(gap.get("local").asString()).isEqualTo("2031-03-30T03:00:00+02:00");
    assertThat(gap.get("clockChange").get("kind").asString()).isEqualTo("gap");
    assertThat(gap.get("clockChange").get("words").asString())
        .isEqualTo("the clock goes forward from 02:00 to 03:00");
    assertThat(spring.get("ticks").get(2).has("clockChange")).isFalse();

    deploy("{ cron: \"30 2 * * *\", zone: Europe/Berlin, start: 2031-10-26T00:00:00Z }");
    JsonNode overlap = preview(1).get("ticks").get(0);
    assertThat(overlap.get("local").asString()).isEqualTo("2031-10-26T02:30:00+02:00");
    assertThat(overlap.get("clockChange").get("kind").asString()).isEqualTo("overlap");
  }

  @Test
  void row27And28ThePreviewShowsLeapDaysAndHowTwoDaysMatch() {
    deploy("{ cron: \"0 0 29 2 *\" }");
    assertThat(texts(preview(5).get("ticks")))
        .anyMatch(tick -> tick.contains("2028-02-29T00:00:00Z"));
    assertThat(preview(5).get("ticks")).hasSize(5);

    deploy("{ cron: \"0 0 13 * 5\" }");
    assertThat(texts(preview(1).get("rule"))).anyMatch(line -> line.contains("one of them"));
    assertThat(admin.get(base + "/triggers/schedule/preview?n=0").expect(422).code())
        .isEqualTo("QUERY");
    assertThat(admin.get(base + "/triggers/schedule/preview?n=101").expect(422).code())
        .isEqualTo("QUERY");
  }

  @Test
  void pausingAndResumingIsRecordedOnceAndForOperators() {
    deploy("{ cron: \"@yearly\" }");
    TestClient viewer = service.userWith("viewer", project);
    viewer.patch(base + "/triggers/schedule", Map.of("paused", true)).expect(403);
    TestClient operator = service.userWith("operator", project);
    for (boolean paused : List.of(true, true, false, false)) {
      JsonNode trigger =
          operator.patch(base + "/triggers/schedule", Map.of("paused", paused)).expect(200).json();
      assertThat(trigger.get("paused").asBoolean()).isEqualTo(paused);
    }
    assertThat(actions()).containsExactly("trigger.pause", "trigger.resume");
    operator.patch(base + "/triggers/schedule", Map.of()).expect(400);
    operator.patch(base + "/triggers/none", Map.of("paused", true)).expect(404);
  }

  @Test
  void aTickStartsARunThatNamesItsTriggerAndIsListedWithIt() {
    deploy("{ every: 1m, start: 2026-01-01T00:00:00Z, catchup: all, maxCatchup: 1 }");
    service.server().part(Ticker.class).poll();

    JsonNode ticks = admin.get(base + "/triggers/schedule/ticks?limit=1").expect(200).json();
    JsonNode newest = ticks.get("items").get(0);
    assertThat(newest.get("outcome").asString()).isEqualTo("run");
    JsonNode run = admin.get("/api/v1/runs/" + newest.get("run").asString()).expect(200).json();
    assertThat(run.get("trigger").toString())
        .isEqualTo("{\"kind\":\"schedule\",\"name\":\"schedule\"}");
    assertThat(run.get("logicalTime")).isEqualTo(newest.get("tick"));

    String cursor = ticks.get("nextCursor").asString();
    JsonNode older =
        admin.get(base + "/triggers/schedule/ticks?cursor=" + cursor).expect(200).json();
    JsonNode missed = older.get("items").get(older.get("items").size() - 1);
    assertThat(missed.get("outcome").asString()).isEqualTo("skipped");
    assertThat(missed.get("count").asInt()).isGreaterThan(1000);
    assertThat(missed.get("reason").asString()).contains("maxCatchup");
    assertThat(admin.get(base + "/triggers/schedule/ticks?cursor=x").expect(422).code())
        .isEqualTo("QUERY");
  }

  @Test
  void aNewTriggerStartsPausedWhereThatIsWishedAndAnOldOneStays() {
    String text = definition("{ cron: \"@daily\" }");
    put(text, "?paused=true").expect(200);
    assertThat(paused()).isTrue();
    admin.patch(base + "/triggers/schedule", Map.of("paused", false)).expect(200);
    put(definition("{ cron: \"@weekly\" }"), "?paused=true").expect(200);
    assertThat(paused()).isFalse();

    String digest =
        new TestPush(admin, project)
            .file("dags/other.yaml", definition("{ cron: \"@daily\" }").replace("nightly", "other"))
            .upload();
    admin
        .post(
            "/api/v1/projects/" + project + "/deployments",
            Map.of("snapshot", digest, "paused", true))
        .expect(201);
    JsonNode other =
        admin
            .get("/api/v1/projects/" + project + "/dags/other/triggers/schedule")
            .expect(200)
            .json();
    assertThat(other.get("paused").asBoolean()).isTrue();
  }

  @Test
  void anArchivedDagsTriggerIsArchivedAndKeepsItsTicks() {
    put(definition("{ cron: \"@daily\" }"), "").expect(200);
    admin.delete(base).expect(204);
    JsonNode trigger = admin.get(base + "/triggers/schedule").expect(200).json();
    assertThat(trigger.get("archived").asBoolean()).isTrue();
    assertThat(trigger.has("nextTickAt")).isFalse();
    assertThat(preview(3).get("ticks")).isEmpty();
    admin.get(base + "/triggers/schedule/ticks").expect(200);
    for (boolean pause : new boolean[] {true, false}) {
      var refused = admin.patch(base + "/triggers/schedule", Map.of("paused", pause)).expect(409);
      assertThat(refused.code()).isEqualTo("TRIGGER_ARCHIVED");
      assertThat(refused.json().get("detail").asString()).endsWith("is archived");
    }
    assertThat(actions()).isEmpty();
  }

  private boolean paused() {
    return admin.get(base + "/triggers/schedule").expect(200).json().get("paused").asBoolean();
  }

  private List<String> actions() {
    return service
        .sql()
        .sql(
            """
            SELECT action FROM audit a JOIN project p ON p.id = a.project
             WHERE p.name = ? AND action LIKE 'trigger.%' ORDER BY a.id
            """)
        .param(project)
        .query((row, i) -> row.getString("action"))
        .list();
  }

  private JsonNode preview(int n) {
    return admin.get(base + "/triggers/schedule/preview?n=" + n).expect(200).json();
  }

  private void deploy(String schedule) {
    new TestPush(admin, project)
        .file("dags/nightly.yaml", definition(schedule))
        .deploy()
        .expect(201);
  }

  private TestClient.Answer put(String text, String query) {
    return admin.send(
        "PUT", base + query, text.getBytes(StandardCharsets.UTF_8), "application/yaml");
  }

  private static String definition(String schedule) {
    return "dag: nightly\nschedule: %s\nsteps: { only: { noop: {} } }\n".formatted(schedule);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::toString).toList();
  }
}
