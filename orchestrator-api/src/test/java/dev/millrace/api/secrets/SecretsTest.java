package dev.millrace.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.projects.TestPush;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Written by administrators, listed for editors, handed to attempts, read by nobody. */
class SecretsTest {
  private static final String VALUE = "xyzzy-never-to-be-read";

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final String project = service.project();
  private final String path = "/api/v1/projects/" + project + "/secrets";
  private final String pool = "pool-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aValueCanBeWrittenAndIsInNoAnswer() {
    TestClient.Answer set = set("warehouse.password", VALUE).expect(200);
    assertThat(set.json().get("version").asInt()).isEqualTo(1);
    assertThat(set.json().get("setBy").asString()).isEqualTo("admin");
    assertThat(set("warehouse.password", VALUE).json().get("version").asInt()).isEqualTo(1);
    assertThat(set("warehouse.password", VALUE + "2").json().get("version").asInt()).isEqualTo(2);

    TestClient.Answer list = admin.get(path).expect(200);
    assertThat(list.json().get("items").get(0).propertyNames())
        .containsExactlyInAnyOrder("name", "version", "setAt", "setBy");
    assertThat(set.text() + list.text()).doesNotContain(VALUE);
    assertThat(audited("warehouse.password"))
        .containsExactly("secret.set version 2", "secret.set version 1");

    admin.delete(path + "/warehouse.password").expect(204);
    admin.delete(path + "/warehouse.password").expect(404);
    assertThat(admin.get(path).json().get("items")).isEmpty();
    assertThat(audited("warehouse.password")).first().isEqualTo("secret.delete ");
  }

  @Test
  void rolesBelowAdministratorCannotWriteAndBelowEditorCannotList() {
    for (String role : List.of("viewer", "operator", "editor")) {
      TestClient client = service.userWith(role, project);
      client.put(path + "/a", Map.of("value", VALUE)).expect(403);
      client.delete(path + "/a").expect(403);
      client.get(path).expect(role.equals("editor") ? 200 : 403);
    }
  }

  @Test
  void whatIsNoSecretIsRefusedWithoutRepeatingIt() {
    assertThat(set("-bad", VALUE).expect(422).code()).isEqualTo("NAME_RULE");
    TestClient.Answer tooShort = set("short", "abc").expect(422);
    assertThat(tooShort.code()).isEqualTo("SECRET_VALUE");
    assertThat(tooShort.json().get("detail").asString())
        .contains("at least 4")
        .doesNotContain("abc");
    assertThat(admin.put(path + "/none", Map.of()).expect(400).text()).contains("value");
    assertThat(admin.put(path + "/none", Map.of("value", Map.of("x", VALUE))).text())
        .doesNotContain(VALUE);
  }

  @Test
  void aSecretHasFourTo65536Bytes() {
    assertThat(set("least", "ab\u00fc").json().get("version").asInt()).isEqualTo(1);
    set("most", "\u00fc".repeat(32_768)).expect(200);
    TestClient.Answer tooLong = set("more", "\u00fc".repeat(32_768) + "x").expect(422);
    assertThat(tooLong.json().get("detail").asString()).contains("64 KiB");
    assertThat(tooLong.text()).doesNotContain("\u00fc");
    assertThat(admin.get(path).json().get("items").findValuesAsString("name"))
        .containsExactlyInAnyOrder("least", "most");
  }

  @Test
  void anIdempotencyKeyLeavesNoTraceOfTheRequest() {
    String key = "k-" + UUID.randomUUID();
    admin.header("Idempotency-Key", key).put(path + "/a", Map.of("value", VALUE)).expect(200);
    assertThat(
            service
                .sql()
                .sql("SELECT count(*) FROM idempotency WHERE key = ?")
                .param(key)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anAttemptIsGivenTheNewestValueAndShowsItsVersion() {
    assertThat(deploy().text()).as("a warning").contains("SECRET_UNKNOWN", "warehouse");
    set("warehouse", "an earlier value").expect(200);
    set("warehouse", VALUE).expect(200);
    assertThat(deploy().text()).doesNotContain("SECRET_UNKNOWN");
    TestWorker worker = TestWorker.in(service, pool);
    start();

    JsonNode grant = worker.start();
    assertThat(grant.get("secrets").get("DB_PASSWORD").asString()).isEqualTo(VALUE);
    assertThat(grant.has("refusal")).isFalse();
    assertThat(grant.get("env").toString() + grant.get("stepDefinition")).doesNotContain(VALUE);
    TestClient.Answer attempt =
        admin.get("/api/v1/attempts/" + grant.get("attempt").asString()).expect(200);
    assertThat(attempt.json().get("secrets").toString())
        .isEqualTo("[{\"name\":\"warehouse\",\"version\":2}]");
    assertThat(attempt.text()).doesNotContain(VALUE);
  }

  @Test
  void anAttemptThatNeedsWhatIsNotThereIsRefusedInWords() {
    deploy();
    TestWorker worker = TestWorker.in(service, pool);
    start();
    JsonNode refusal = worker.start().get("refusal");
    assertThat(refusal.get("code").asString()).isEqualTo("SECRET_UNKNOWN");
    assertThat(refusal.get("cause").asString()).isEqualTo("user");
    assertThat(refusal.get("message").asString()).contains("'warehouse'", "millrace secret set");
  }

  private TestClient.Answer set(String name, String value) {
    return admin.put(path + "/" + name, Map.of("value", value));
  }

  private TestClient.Answer deploy() {
    admin.put("/api/v1/pools/" + pool, Map.of("slots", 100)).expect(200);
    return new TestPush(admin, project)
        .file(
            "dags/one.yaml",
            """
            dag: one
            steps:
              load:
                shell: ./load
                pool: %s
                secrets: { DB_PASSWORD: warehouse }
            """
                .formatted(pool))
        .deploy()
        .expect(201);
  }

  private void start() {
    admin.post("/api/v1/projects/" + project + "/dags/one/runs", Map.of()).expect(201);
  }

  private List<String> audited(String name) {
    return service
        .sql()
        .sql(
            """
            SELECT a.action || ' ' || coalesce(a.detail, '') FROM audit a
              JOIN project p ON p.id = a.project
             WHERE p.name = ? AND a.subject = ? ORDER BY a.id DESC
            """)
        .params(project, name)
        .query((row, i) -> row.getString(1))
        .list();
  }
}
