package dev.millrace.api.shares;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ShareLinksTest {
  private static final List<Map<String, Object>> EVENTS =
      List.of(
          Map.of("kind", "cell_started", "cell", 1, "cell_id", "b2"),
          Map.of("kind", "stream", "cell", 1, "stream", "stdout", "text", "revenue 7\n"),
          Map.of("kind", "stream", "cell", 1, "stream", "stderr", "text", "/srv/secret.py\n"),
          Map.of("kind", "cell_finished", "cell", 1, "state", "succeeded", "execution_count", 1));

  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);
  private final TestWorker worker = runs.worker();
  private final String links = "/api/v1/projects/" + runs.project() + "/share-links";

  @BeforeEach
  void theProjectAllowsThem() {
    allow(true);
  }

  @Test
  void aLinkShowsTheReportToWhoeverHasItAndNothingElse() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    JsonNode link = make(Map.of("attempt", grant.get("attempt").asString(), "days", 7));

    var page = open(link).expect(200);

    assertThat(page.text())
        .contains("<pre class=\"\">revenue 7\n</pre>", "<h1>Train</h1>")
        .doesNotContain("print(1)", "/srv/secret.py", "notebooks/", "<script", runs.project());
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("sandbox; default-src 'none'; img-src data:;")
        .contains("frame-ancestors 'none'");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.cookies()).isEmpty();
    String path = link.get("path").asString();
    assertThat(path).matches("/shared/[A-Za-z0-9_-]{43}");
    service.anonymous().post(path).expect(401);
    service.anonymous().get(path + "/notebook").expect(404);
    service.anonymous().get(path + "?format=ipynb").expect(422);
    service
        .anonymous()
        .bearer(path.substring("/shared/".length()))
        .get("/api/v1/attempts/" + grant.get("attempt").asString())
        .expect(401);
  }

  @Test
  void theLatestIsTheLatestSuccessAtEachUse() {
    JsonNode link = make(Map.of("dag", "one", "step", "train", "days", 1));
    isGone(open(link));
    attempt("2026-03-02T00:00:00Z", "succeeded");
    assertThat(open(link).expect(200).text()).contains("2026-03-02 00:00 UTC");
    attempt("2026-03-03T00:00:00Z", "failed");
    assertThat(open(link).expect(200).text()).contains("2026-03-02 00:00 UTC");
    attempt("2026-03-04T00:00:00Z", "succeeded");
    assertThat(open(link).expect(200).text()).contains("2026-03-04 00:00 UTC");
  }

  @Test
  void whateverIsWrongWithALinkTheAnswerIsTheSamePage() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    Map<String, Object> wanted = Map.of("attempt", grant.get("attempt").asString(), "days", 30);
    String unknown = service.anonymous().get("/shared/" + "A".repeat(43)).expect(404).text();
    assertThat(unknown).contains("There is no report at this address").doesNotContain("<script");
    assertThat(service.anonymous().get("/shared/short").expect(404).text()).isEqualTo(unknown);

    JsonNode expired = make(wanted);
    service
        .sql()
        .sql(
            """
            UPDATE share_link SET expires_at = millrace_now() - interval '1 second'
             WHERE id = CAST(? AS uuid)""")
        .param(expired.get("id").asString())
        .update();
    assertThat(isGone(open(expired))).isEqualTo(unknown);

    JsonNode revoked = make(wanted);
    open(revoked).expect(200);
    service.admin().delete(links + "/" + revoked.get("id").asString()).expect(204);
    service.admin().delete(links + "/" + revoked.get("id").asString()).expect(204);
    assertThat(isGone(open(revoked))).isEqualTo(unknown);

    JsonNode off = make(wanted);
    allow(false);
    assertThat(isGone(open(off))).isEqualTo(unknown);
    allow(true);
    open(off).expect(200);
  }

  @Test
  void aLinkIsDeadWhenItsMakerMayNoLongerMakeIt() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    Map<String, Object> wanted = Map.of("attempt", grant.get("attempt").asString(), "days", 1);
    TestClient operator = service.userWith("operator", runs.project());
    JsonNode link = operator.post(links, wanted).expect(201).json();
    open(link).expect(200);
    String maker = link.get("createdBy").asString();

    bind(maker, "UPDATE role_binding SET role = 'viewer' WHERE principal = ");
    isGone(open(link));
    bind(maker, "UPDATE role_binding SET role = 'operator' WHERE principal = ");
    open(link).expect(200);
    String user =
        service
            .sql()
            .sql("SELECT id FROM principal WHERE name = ?")
            .param(maker)
            .query(UUID.class)
            .single()
            .toString();
    service.admin().patch("/api/v1/users/" + user, Map.of("disabled", true)).expect(200);
    isGone(open(link));
  }

  @Test
  void onlyOperatorsMakeListAndRevokeThemAndOnlyWhereTheProjectAllowsIt() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    Map<String, Object> wanted = Map.of("attempt", grant.get("attempt").asString(), "days", 1);
    TestClient viewer = service.userWith("viewer", runs.project());
    viewer.post(links, wanted).expect(403);
    viewer.get(links).expect(403);
    service.userWith("operator", service.project()).get(links).expect(404);
    JsonNode link = make(wanted);
    String address = links + "/" + link.get("id").asString();
    viewer.delete(address).expect(403);
    TestRuns other = new TestRuns(service);
    String elsewhere = "/api/v1/projects/" + other.project() + "/share-links";
    service.admin().delete(elsewhere + "/" + link.get("id").asString()).expect(404);
    assertThat(service.admin().post(elsewhere, wanted).expect(404).code()).isEqualTo("NOT_FOUND");
    Map<String, Object> latest = Map.of("dag", "one", "step", "train", "days", 1);
    assertThat(service.admin().post(elsewhere, latest).expect(409).code())
        .isEqualTo("SHARE_LINKS_OFF");
    assertThat(open(link).expect(200).status()).isEqualTo(200);

    JsonNode listed = service.admin().get(links).expect(200).json().get("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.toString()).doesNotContain(link.get("path").asString(), "\"path\"");
    assertThat(listed.get(0).get("lastUsedAt")).isNotNull();
    service.admin().delete(address).expect(204);
    assertThat(service.admin().get(links).json().get("items")).isEmpty();
    assertThat(service.admin().get("/api/v1/audit?limit=50").text())
        .contains("share.create", "share.revoke", "project.shares.allow");
  }

  @Test
  void whatCannotBeALinkIsRefused() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    String attempt = grant.get("attempt").asString();
    for (int days : new int[] {0, -1, 31}) {
      assertThat(
              service
                  .admin()
                  .post(links, Map.of("attempt", attempt, "days", days))
                  .expect(422)
                  .code())
          .isEqualTo("BAD_LIFETIME");
    }
    List<Map<String, Object>> targets =
        List.of(
            Map.of("days", 1),
            Map.of("dag", "one", "days", 1),
            Map.of("dag", "one", "step", "train", "attempt", attempt, "days", 1));
    for (Map<String, Object> target : targets) {
      assertThat(service.admin().post(links, target).expect(422).code()).isEqualTo("BAD_TARGET");
    }
    service.admin().post(links, Map.of("dag", "none", "step", "x", "days", 1)).expect(404);
    assertThat(
            service
                .sql()
                .sql(
                    "SELECT count(*) FROM share_link l JOIN project p ON p.id = l.project WHERE p.name = ?")
                .param(runs.project())
                .query(Integer.class)
                .single())
        .isZero();
  }

  private void allow(boolean allowed) {
    service
        .admin()
        .put(
            "/api/v1/projects/" + runs.project() + "/settings",
            Map.of("notebookScripts", false, "shareLinks", allowed))
        .expect(200);
  }

  private JsonNode make(Map<String, Object> wanted) {
    return service.admin().post(links, wanted).expect(201).json();
  }

  private TestClient.Answer open(JsonNode link) {
    return service.anonymous().get(link.get("path").asString());
  }

  private static String isGone(TestClient.Answer answer) {
    answer.expect(404);
    assertThat(answer.header("X-Robots-Tag")).isEqualTo("noindex");
    return answer.text();
  }

  private void bind(String user, String statement) {
    service.sql().sql(statement + "(SELECT id FROM principal WHERE name = ?)").param(user).update();
  }

  private JsonNode attempt(String logicalTime, String state) {
    service.admin().post(runs.path(), Map.of("logicalTime", logicalTime)).expect(201);
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    Map<String, Object> more =
        state.equals("failed")
            ? Map.of("cause", "user", "message", "no", "lastEvent", EVENTS.size())
            : Map.of("lastEvent", EVENTS.size());
    worker.complete(grant, state, more).expect(200);
    return grant;
  }
}
