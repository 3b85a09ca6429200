package dev.millrace.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import dev.millrace.api.security.Handlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

class PagingTest {
  private final TestService service = TestService.shared();

  @Test
  void everyListTakesALimitAndACursor() {
    List<HandlerMethod> lists =
        service.server().part(Handlers.class).all().values().stream()
            .filter(handler -> handler.getMethod().getReturnType() == Page.class)
            .toList();
    assertThat(lists).hasSizeGreaterThan(10);
    assertThat(lists)
        .allSatisfy(
            handler ->
                assertThat(handler.getMethod().getParameterTypes()).contains(PageRequest.class));
  }

  @Test
  void theStepsOfARunComeInPagesThatTogetherAreTheWholeInItsOrder() {
    List<String> chain = IntStream.range(0, 7).mapToObj(i -> "s" + i).toList();
    var steps = new StringBuilder();
    for (int i = 0; i < chain.size(); i++) {
      steps.append("  s%d: { shell: \"true\"".formatted(i));
      steps.append(i == 0 ? " }\n" : ", dependsOn: [s%d] }\n".formatted(i - 1));
    }
    TestClient admin = service.admin();
    String project = service.project();
    new TestPush(admin, project)
        // Nobody serves this pool: the run must not be what another test's worker is given.
        .file("dags/chain.yaml", "dag: chain\ndefaults: { pool: nobody }\nsteps:\n" + steps)
        .deploy()
        .expect(201);
    String run =
        admin
            .post("/api/v1/projects/%s/dags/chain/runs".formatted(project), Map.of())
            .expect(201)
            .json()
            .get("id")
            .asString();

    assertThat(walk(admin, "/api/v1/runs/%s/steps".formatted(run), 3, "step")).isEqualTo(chain);
  }

  @Test
  void aListThatIsReadWholeIsCutIntoTheSamePages() {
    TestClient someone = service.userWith("viewer", null);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.add(
          someone
              .post("/api/v1/tokens", Map.of("name", "t" + i, "role", "viewer"))
              .expect(201)
              .json()
              .get("id")
              .asString());
    }
    List<String> whole = walk(someone, "/api/v1/tokens", 200, "id");
    assertThat(whole).containsAll(made);
    assertThat(walk(someone, "/api/v1/tokens", 2, "id")).isEqualTo(whole);
  }

  private static List<String> walk(TestClient client, String list, int limit, String field) {
    List<String> found = new ArrayList<>();
    String query = "?limit=" + limit;
    while (true) {
      JsonNode page = client.get(list + query).expect(200).json();
      assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
      page.path("items").forEach(item -> found.add(item.path(field).asString("")));
      if (!page.hasNonNull("nextCursor")) {
        return found;
      }
      query = "?limit=%d&cursor=%s".formatted(limit, page.path("nextCursor").stringValue());
    }
  }
}
