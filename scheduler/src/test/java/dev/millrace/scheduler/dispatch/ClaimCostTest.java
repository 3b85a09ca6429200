package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a claim reads, in pages of the database, beside a run with ten thousand waiting rows. */
@Tag("slow")
@Tag("long")
class ClaimCostTest extends DispatchTest {
  private static final int MANY = 10_000;

  @Test
  void aRunWithTenThousandWaitingStepsCostsTheClaimsOfOthersNothing() {
    Map<String, Integer> before = pagesBesides(wide("", 40));
    database.clean();
    dags = new TestDags(database);
    assertThat(pagesBesides(wide("", MANY)))
        .as("10,000 of its steps in the queue of the pool")
        .allSatisfy(
            (what, pages) ->
                assertThat(pages).isLessThanOrEqualTo(before.getOrDefault(what, 0) + 3));
    assertThat(inQueue()).isGreaterThan(MANY);

    database.clean();
    dags = new TestDags(database);
    assertThat(pagesBesides(wide("maxActiveSteps: 10\n", MANY)))
        .as("10,000 ready steps, of which 10 may be active")
        .allSatisfy(
            (what, pages) ->
                assertThat(pages).isLessThanOrEqualTo(before.getOrDefault(what, 0) + 3));
    assertThat(inQueue()).isLessThan(100);
  }

  // A second run has steps of its own; the pages are those of a claim that serves both.
  private Map<String, Integer> pagesBesides(String other) {
    UUID run = start(other);
    assertThat(stateOf(run, "s39")).isEqualTo(StepState.READY);
    start("dag: mine\nsteps:\n  a: { notebook: a.ipynb }\n  b: { notebook: b.ipynb }\n");
    TestWorker worker = worker(2);
    worker.succeed(worker.startOne());
    // As autovacuum leaves it: what a plan costs must not hang on stale statistics.
    JdbcClient jdbc = database.jdbc();
    jdbc.sql("VACUUM ANALYZE step_queue").update();
    Map<String, Integer> pages = new LinkedHashMap<>();
    pages.put("whether there is anything", pages(QueueSql.HAS_FREE, Map.of()));
    pages.put("what is used", pages(QueueSql.USED, Map.of()));
    pages.put(
        "what is next",
        pages(
            QueueSql.FREE,
            Map.of("most", 1000, "limit", 22, "waiting", SqlArrays.uuids(List.of()))));
    return pages;
  }

  private int pages(String sql, Map<String, Object> parameters) {
    String plan =
        database
            .jdbc()
            .sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)
            .param("pool", "default")
            .params(parameters)
            .query(String.class)
            .single();
    JsonNode top = JsonMapper.shared().readTree(plan).get(0).get("Plan");
    return top.get("Shared Hit Blocks").asInt() + top.get("Shared Read Blocks").asInt();
  }

  private int inQueue() {
    return database.jdbc().sql("SELECT count(*) FROM step_queue").query(Integer.class).single();
  }

  private static String wide(String limits, int steps) {
    var yaml = new StringBuilder("dag: wide\n").append(limits).append("steps:\n");
    for (int i = 0; i < steps; i++) {
      yaml.append("  s%d: { notebook: a.ipynb }%n".formatted(i));
    }
    return yaml.toString();
  }
}
