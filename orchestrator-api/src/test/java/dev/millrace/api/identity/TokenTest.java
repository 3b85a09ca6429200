package dev.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TokenTest {
  private final TestService service = TestService.shared();

  @Test
  void aTokensSecretIsShownOnceAndStoredNowhere() {
    var made =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "once", "role", "viewer"))
            .expect(201)
            .json();
    String secret = made.get("secret").asString();
    assertThat(secret).startsWith("mlr_");
    var listed = service.admin().get("/api/v1/tokens").expect(200);
    assertThat(listed.text()).doesNotContain(secret).contains("once");
    long rows =
        service
            .sql()
            .sql("SELECT count(*) FROM token t WHERE t::text LIKE '%' || ? || '%'")
            .param(secret.substring(secret.lastIndexOf('_') + 1))
            .query(Long.class)
            .single();
    assertThat(rows).isZero();
  }

  @Test
  void aTokenNarrowsItsOwnersRightsAndCannotBegetAWiderOne() {
    String narrow =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "narrow", "role", "viewer"))
            .expect(201)
            .json()
            .get("secret")
            .asString();
    TestClient viewer = service.anonymous().bearer(narrow);
    viewer.get("/api/v1/users").expect(403);
    viewer.post("/api/v1/tokens", Map.of("name", "wider", "role", "admin")).expect(403);
    viewer.post("/api/v1/login-links", Map.of()).expect(403);
  }

  @Test
  void aTokenForOneProjectDoesNotReachAnother() {
    String mine = service.project();
    String other = service.project();
    String secret =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "one", "role", "admin", "project", mine))
            .expect(201)
            .json()
            .get("secret")
            .asString();
    TestClient program = service.anonymous().bearer(secret);
    program.get("/api/v1/projects/" + mine + "/dags/none/runs").expect(404);
    assertThat(
            program
                .get("/api/v1/projects/" + other + "/dags/none/runs")
                .expect(404)
                .json()
                .get("detail")
                .asString())
        .contains("project '" + other + "'");
    program.get("/api/v1/users").expect(403);
  }

  @Test
  void aRevokedAndAnExpiredTokenAreRefused() {
    var made =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "gone", "role", "viewer"))
            .expect(201)
            .json();
    TestClient program = service.anonymous().bearer(made.get("secret").asString());
    program.get("/api/v1/me").expect(200);
    service.admin().delete("/api/v1/tokens/" + made.get("id").asString()).expect(204);
    program.get("/api/v1/me").expect(401);

    var late =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "late", "role", "viewer"))
            .expect(201)
            .json();
    service
        .sql()
        .sql("UPDATE token SET expires_at = millrace_now() WHERE id = CAST(? AS uuid)")
        .param(late.get("id").asString())
        .update();
    service.anonymous().bearer(late.get("secret").asString()).get("/api/v1/me").expect(401);
  }

  @Test
  void someoneElsesTokenDoesNotExist() {
    var made =
        service
            .admin()
            .post("/api/v1/tokens", Map.of("name", "mine", "role", "viewer"))
            .expect(201)
            .json();
    service
        .userWith("viewer", null)
        .delete("/api/v1/tokens/" + made.get("id").asString())
        .expect(404);
  }
}
