package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.security.Handlers;
import dev.millrace.api.security.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;

/** Queries that an endpoint does not understand are refused, whichever endpoint it is. */
class QueryCheckTest {
  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();

  @Test
  void everyEndpointRefusesAParameterThatItDoesNotKnow() {
    TestRuns runs = new TestRuns(service);
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    Map<String, String> things =
        Map.of(
            "project", runs.project(),
            "run", run.get("id").asString(),
            "attempt", worker.start().get("attempt").asString());
    TestClient enrolling =
        service.anonymous().bearer(service.poolToken(runs.pool()).get("secret").asString());
    List<String> wrong = new ArrayList<>();
    service
        .server()
        .part(Handlers.class)
        .all()
        .forEach(
            (info, handler) -> {
              Requires rule = handler.getMethodAnnotation(Requires.class);
              if (rule == null) {
                return;
              }
              TestClient client =
                  switch (rule.scope()) {
                    case WORKER -> worker.client();
                    case POOL_TOKEN -> enrolling;
                    default -> admin;
                  };
              for (String path : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                  TestClient.Answer answer = send(client, method, filled(path, things), info);
                  if (answer.status() != 422 || !answer.text().contains("'limti'")) {
                    wrong.add(
                        "%s %s answered %d %s (%s)"
                            .formatted(
                                method, path, answer.status(), answer.text(), named(handler)));
                  }
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  private static String filled(String path, Map<String, String> things) {
    String filled = path;
    for (Map.Entry<String, String> thing : things.entrySet()) {
      filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
    }
    return filled.replaceAll("\\{\\*?[a-zA-Z]+}", "0");
  }

  private static TestClient.Answer send(
      TestClient client, RequestMethod method, String path, RequestMappingInfo info) {
    String type =
        info.getConsumesCondition().getConsumableMediaTypes().stream()
            .findFirst()
            .map(MediaType::toString)
            .orElse("application/json");
    boolean body = method != RequestMethod.GET;
    return client.send(
        method.name(), path + "?limti=3", body ? new byte[] {'{', '}'} : null, body ? type : null);
  }

  private static String named(HandlerMethod handler) {
    return Objects.toString(handler);
  }

  @Test
  void allUnknownParametersAreNamedAtOnceWithTheNearestKnownOnes() {
    JsonNode problem = admin.get("/api/v1/runs?stat=failed&porject=x&zzzzzzzz=").expect(422).json();

    assertThat(problem.get("problems").findValuesAsString("message"))
        .containsExactly(
            "there is no query parameter 'stat' here",
            "there is no query parameter 'porject' here",
            "there is no query parameter 'zzzzzzzz' here");
    assertThat(problem.get("problems").findValuesAsString("hint"))
        .satisfiesExactly(
            hint -> assertThat(hint).startsWith("did you mean 'state'?"),
            hint -> assertThat(hint).startsWith("did you mean 'project'?"),
            hint -> assertThat(hint).isEqualTo("there is: cursor, dag, limit, project, state"));
  }

  @Test
  void aParameterThatIsGivenTwiceIsRefused() {
    JsonNode problem = admin.get("/api/v1/runs?limit=1&limit=200").expect(422).json();
    assertThat(problem.get("detail").asString()).contains("'limit' is given 2 times");
  }
}
