package dev.millrace.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.identity.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;

/**
 * Walks every endpoint that there is, whoever wrote it, with every role, in the own and in a
 * foreign project.
 */
class AuthorisationTest {
  private static final byte[] NO_BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final TestService service = TestService.shared();
  private TestRuns own;
  private TestRuns foreign;
  private Map<String, String> ownThings;
  private Map<String, String> foreignThings;

  /** One method and path of one handler. */
  private record Endpoint(String method, String path, String type, Requires rule) {
    String at(Map<String, String> things) {
      String filled = path;
      for (Map.Entry<String, String> thing : things.entrySet()) {
        filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
      }
      return filled.replaceAll("\\{\\*?[a-zA-Z]+}", "0");
    }

    /** A stream stays open; a topic that does not exist answers at once. */
    String query() {
      return path.equals("/api/v1/events") ? "?topics=run:" + UUID.randomUUID() : "";
    }
  }

  @BeforeEach
  void twoProjects() {
    own = new TestRuns(service);
    foreign = new TestRuns(service);
    ownThings = things(own);
    foreignThings = things(foreign);
  }

  @Test
  void everyEndpointHasARule() {
    for (Map.Entry<RequestMappingInfo, HandlerMethod> handler : handlers().entrySet()) {
      if (handler.getValue().getBeanType().getName().startsWith("dev.millrace.")) {
        assertThat(handler.getValue().getMethodAnnotation(Requires.class))
            .as("%s", handler.getKey())
            .isNotNull();
      }
    }
    assertThat(endpoints()).hasSizeGreaterThan(50);
  }

  @Test
  void withoutACredentialOnlyPublicEndpointsAnswer() {
    List<String> wrong = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      int status = call(service.anonymous(), endpoint, ownThings);
      boolean open = endpoint.rule().scope() == Scope.PUBLIC;
      if (open == (status == 401) && !endpoint.path().equals("/api/v1/login")) {
        wrong.add(endpoint + " answered " + status);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRoleReachesWhatItsRuleSaysAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      TestClient inOwn = service.userWith(role.text(), own.project());
      for (Endpoint endpoint : endpoints()) {
        check(
            wrong,
            role + " of the project",
            endpoint,
            call(inOwn, endpoint, ownThings),
            expected(endpoint, role));
        if (ofProject(endpoint.rule().scope())) {
          check(
              wrong,
              role + " of another project",
              endpoint,
              call(inOwn, endpoint, foreignThings),
              Expected.UNKNOWN);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aRoleForAllProjectsReachesTheInstance() {
    List<String> wrong = new ArrayList<>();
    Map<Role, TestClient> everywhere = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      everywhere.put(role, service.userWith(role.text(), null));
    }
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.rule().scope() == Scope.INSTANCE) {
        everywhere.forEach(
            (role, client) ->
                check(
                    wrong,
                    role + " everywhere",
                    endpoint,
                    call(client, endpoint, foreignThings),
                    role.includes(endpoint.rule().role()) ? Expected.LET_IN : Expected.REFUSED));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aWorkerReachesItsOwnAttemptsOnlyAndNothingOfTheApi() {
    TestWorker worker = own.worker();
    List<String> wrong = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      boolean api = endpoint.path().startsWith("/api/") && endpoint.rule().scope() != Scope.PUBLIC;
      boolean othersAttempt =
          endpoint.path().startsWith("/worker/") && endpoint.path().contains("{attempt}");
      if (api || othersAttempt) {
        int status = call(worker.client(), endpoint, foreignThings);
        if (status != (api ? 401 : 403)) {
          wrong.add(endpoint + " answered a worker of another attempt " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aUsersTokenIsNoWorker() {
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.path().startsWith("/worker/")) {
        assertThat(call(service.admin(), endpoint, ownThings)).as("%s", endpoint).isEqualTo(401);
      }
    }
  }

  private enum Expected {
    LET_IN,
    REFUSED,
    UNKNOWN
  }

  private static void check(
      List<String> wrong, String who, Endpoint endpoint, int status, Expected expected) {
    boolean right =
        switch (expected) {
          // Past the door anything may follow, also that a made-up thing does not exist.
          case LET_IN -> status != 401 && status != 403 && status < 500;
          case REFUSED -> status == 401 || status == 403;
          case UNKNOWN -> status == 404;
        };
    if (!right) {
      wrong.add(
          who
              + ": "
              + endpoint.method()
              + " "
              + endpoint.path()
              + " answered "
              + status
              + ", not "
              + expected);
    }
  }

  private static Expected expected(Endpoint endpoint, Role role) {
    return switch (endpoint.rule().scope()) {
      case PUBLIC, SIGNED_IN -> Expected.LET_IN;
      case PROJECT, RUN, ATTEMPT ->
          role.includes(endpoint.rule().role()) ? Expected.LET_IN : Expected.REFUSED;
      case INSTANCE, POOL_TOKEN, WORKER -> Expected.REFUSED;
    };
  }

  private static boolean ofProject(Scope scope) {
    return scope == Scope.PROJECT || scope == Scope.RUN || scope == Scope.ATTEMPT;
  }

  private static int call(TestClient client, Endpoint endpoint, Map<String, String> things) {
    boolean body = !endpoint.method().equals("GET");
    return client
        .send(
            endpoint.method(),
            endpoint.at(things) + endpoint.query(),
            body ? NO_BODY : null,
            body ? endpoint.type() : null)
        .status();
  }

  private Map<String, String> things(TestRuns runs) {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    return Map.of(
        "project", runs.project(),
        "dag", "one",
        "run", run.get("id").asString(),
        "step", "train",
        "attempt", grant.get("attempt").asString());
  }

  private List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    handlers()
        .forEach(
            (info, handler) -> {
              Requires rule = handler.getMethodAnnotation(Requires.class);
              // Left out: what would end the caller's own access in the middle of the walk.
              boolean ends = info.getPatternValues().contains("/api/v1/logout");
              if (rule != null && !ends) {
                for (String path : info.getPatternValues()) {
                  for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    endpoints.add(new Endpoint(method.name(), path, type(info), rule));
                  }
                }
              }
            });
    return endpoints;
  }

  private static String type(RequestMappingInfo info) {
    return info.getConsumesCondition().getConsumableMediaTypes().stream()
        .findFirst()
        .map(MediaType::toString)
        .orElse("application/json");
  }

  private Map<RequestMappingInfo, HandlerMethod> handlers() {
    return service.server().part(Handlers.class).all();
  }
}
