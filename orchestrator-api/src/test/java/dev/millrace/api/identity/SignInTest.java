package dev.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SignInTest {
  private static final String PASSWORD = "correct horse battery";

  private final TestService service = TestService.shared();

  @Test
  void theFirstStartMakesAnAdministratorAndATokenThatOnlyItsOwnerCanRead() throws IOException {
    assertThat(
            service.admin().get("/api/v1/me").expect(200).json().at("/principal/name").asString())
        .isEqualTo("admin");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(service.dataDir().resolve("token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void anotherServerKeepsTheTokenThatIsThere() throws IOException {
    String before = Files.readString(service.dataDir().resolve("token"));
    service.startServer().close();
    assertThat(Files.readString(service.dataDir().resolve("token"))).isEqualTo(before);
  }

  @Test
  void aLoginLinkWorksOnce() {
    String path = service.server().loginLink().path();
    service.browser(path);
    String token = path.substring(path.indexOf("#t=") + 3);
    var again = service.anonymous().post("/api/v1/login", Map.of("token", token)).expect(401);
    assertThat(again.code()).isEqualTo("LOGIN_REFUSED");
  }

  @Test
  void ofThoseWhoUseALinkTogetherOneComesIn() throws Exception {
    String path = service.server().loginLink().path();
    var body = Map.of("token", path.substring(path.indexOf("#t=") + 3));
    try (var other = service.startServer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> uses = new ArrayList<>();
      for (int port : List.of(other.port(), service.server().port(), other.port())) {
        uses.add(() -> service.anonymous().at(port).post("/api/v1/login", body).status());
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(uses)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(204, 401, 401);
    }
  }

  @Test
  void aCookieThatWasPlantedBeforeIsWorthNothingAfterwards() {
    String planted = "A".repeat(43);
    String path = service.server().loginLink().path();
    var answer =
        service
            .anonymous()
            .header("Cookie", "millrace_session=" + planted)
            .post("/api/v1/login", Map.of("token", path.substring(path.indexOf("#t=") + 3)))
            .expect(204);
    assertThat(answer.cookies()).noneMatch(cookie -> cookie.contains(planted));
    service
        .anonymous()
        .header("Cookie", "millrace_session=" + planted)
        .get("/api/v1/me")
        .expect(401);
  }

  @Test
  void aLoginLinkExpiresAfterTenMinutes() {
    String path = service.server().loginLink().path();
    service
        .sql()
        .sql("UPDATE login_link SET expires_at = millrace_now() - interval '1 second'")
        .update();
    String token = path.substring(path.indexOf("#t=") + 3);
    service.anonymous().post("/api/v1/login", Map.of("token", token)).expect(401);
  }

  @Test
  void theSessionCookieIsOutOfReachForScriptsAndOtherSites() {
    String path = service.server().loginLink().path();
    String token = path.substring(path.indexOf("#t=") + 3);
    var answer = service.anonymous().post("/api/v1/login", Map.of("token", token)).expect(204);
    assertThat(answer.cookies())
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("millrace_session=")
                    .contains("HttpOnly")
                    .contains("SameSite=Lax")
                    .contains("Path=/"));
  }

  @Test
  void signingInMakesASessionOfItsOwnAndEndsTheOneBefore() {
    TestClient browser = service.browser();
    String planted = browser.cookie("millrace_session");
    String path = service.server().loginLink().path();
    browser
        .post("/api/v1/login", Map.of("token", path.substring(path.indexOf("#t=") + 3)))
        .expect(204);
    assertThat(browser.cookie("millrace_session")).isNotEqualTo(planted);
    service
        .anonymous()
        .header("Cookie", "millrace_session=" + planted)
        .get("/api/v1/me")
        .expect(401);
  }

  @Test
  void aPersonSignsInWithAPasswordAndAWrongOneIsRefused() {
    String name = user(PASSWORD);
    TestClient browser = service.anonymous().browser();
    browser
        .post("/api/v1/login", Map.of("name", name, "password", "wrong wrong wrong"))
        .expect(401);
    browser.post("/api/v1/login", Map.of("name", name, "password", PASSWORD)).expect(204);
    assertThat(browser.get("/api/v1/me").expect(200).json().at("/principal/name").asString())
        .isEqualTo(name);
  }

  @Test
  void guessingIsSlowedDown() {
    String name = user(PASSWORD);
    for (int i = 0; i < 10; i++) {
      service
          .anonymous()
          .post("/api/v1/login", Map.of("name", name, "password", "guess number " + i))
          .expect(401);
    }
    var throttled =
        service
            .anonymous()
            .post("/api/v1/login", Map.of("name", name, "password", PASSWORD))
            .expect(429);
    assertThat(throttled.code()).isEqualTo("LOGIN_THROTTLED");
  }

  @Test
  void loggingOutEndsTheSessionOnTheServer() {
    TestClient browser = service.browser();
    String session = browser.cookie("millrace_session");
    browser.post("/api/v1/logout").expect(204);
    service
        .anonymous()
        .header("Cookie", "millrace_session=" + session)
        .get("/api/v1/me")
        .expect(401);
  }

  @Test
  void aNewPasswordEndsAllSessions() {
    String name = user(PASSWORD);
    TestClient browser = signedIn(name);
    service
        .admin()
        .patch("/api/v1/users/" + id(name), Map.of("password", "another long password"))
        .expect(200);
    browser.get("/api/v1/me").expect(401);
  }

  @Test
  void anotherRoleEndsAllSessions() {
    String name = user(PASSWORD);
    TestClient browser = signedIn(name);
    service
        .admin()
        .post("/api/v1/role-bindings", Map.of("principal", id(name), "role", "viewer"))
        .expect(201);
    browser.get("/api/v1/me").expect(401);
  }

  @Test
  void aDisabledUserIsOutAtOnceWithSessionsAndTokens() {
    String name = user(PASSWORD);
    TestClient browser = signedIn(name);
    String secret =
        browser
            .post("/api/v1/tokens", Map.of("name", "t", "role", "viewer"))
            .expect(201)
            .json()
            .get("secret")
            .asString();
    TestClient program = service.anonymous().bearer(secret);
    program.get("/api/v1/me").expect(200);
    service.admin().patch("/api/v1/users/" + id(name), Map.of("disabled", true)).expect(200);
    browser.get("/api/v1/me").expect(401);
    program.get("/api/v1/me").expect(401);
  }

  @Test
  void anIdleSessionEnds() {
    TestClient browser = service.browser();
    service
        .sql()
        .sql("UPDATE browser_session SET last_used_at = last_used_at - interval '9 hours'")
        .update();
    browser.get("/api/v1/me").expect(401);
  }

  @Test
  void theLastAdministratorCannotBeDisabled() {
    var answer =
        service.admin().patch("/api/v1/users/" + id("admin"), Map.of("disabled", true)).expect(409);
    assertThat(answer.code()).isEqualTo("LAST_ADMIN");
    service.admin().get("/api/v1/me").expect(200);
  }

  @Test
  void whatIsDoneAndWhatIsRefusedStandsInTheAudit() {
    String name = user(PASSWORD);
    service
        .anonymous()
        .post("/api/v1/login", Map.of("name", name, "password", "no such password"))
        .expect(401);
    var actions =
        service
            .admin()
            .get("/api/v1/audit?limit=50")
            .expect(200)
            .json()
            .get("items")
            .valueStream()
            .filter(entry -> entry.get("subject").asString().equals(name))
            .map(entry -> entry.get("action").asString())
            .toList();
    assertThat(actions).contains("user.create", "login.refuse");
  }

  private TestClient signedIn(String name) {
    TestClient browser = service.anonymous().browser();
    browser.post("/api/v1/login", Map.of("name", name, "password", PASSWORD)).expect(204);
    browser.get("/api/v1/me").expect(200);
    return browser;
  }

  private String user(String password) {
    String name = "p" + UUID.randomUUID().toString().substring(0, 8);
    service.admin().post("/api/v1/users", Map.of("name", name, "password", password)).expect(201);
    return name;
  }

  private UUID id(String name) {
    return service
        .sql()
        .sql("SELECT id FROM principal WHERE name = ?")
        .param(name)
        .query(UUID.class)
        .single();
  }
}
