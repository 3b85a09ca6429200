package dev.millrace.api.grid;

import dev.millrace.api.TestService;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.SqlArrays;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A Dag in a project of its own, whose runs and ticks a test writes as it wants them. */
final class TestGrid {
  private final TestService service;
  private final Ids ids = new Ids();
  final String project;

  TestGrid(TestService service) {
    this.service = service;
    this.project = service.project();
  }

  String path() {
    return "/api/v1/projects/" + project + "/dags/grid";
  }

  /**
   * A version with these steps, which do nothing; in a group where the name is {@code group/step}.
   */
  void version(String... steps) {
    StringBuilder yaml =
        new StringBuilder("dag: grid\nschedule: { cron: \"0 3 * * *\" }\nsteps:\n");
    String before = null;
    for (String step : steps) {
      String id = step.substring(step.indexOf('/') + 1);
      yaml.append("  ").append(id).append(": { noop: {}");
      if (step.contains("/")) {
        yaml.append(", group: ").append(step, 0, step.indexOf('/'));
      }
      if (before != null) {
        yaml.append(", dependsOn: [").append(before).append(']');
      }
      yaml.append(" }\n");
      before = id;
    }
    service
        .admin()
        .send(
            "PUT",
            path() + "?paused=true",
            yaml.toString().getBytes(StandardCharsets.UTF_8),
            "application/yaml")
        .expect(200);
  }

  /** A run that has ended: its steps do nothing. */
  String run() {
    return service.admin().post(path() + "/runs", Map.of()).expect(201).json().get("id").asString();
  }

  /** A tick without a run, now. */
  void tick(String instant, String outcome, String reason) {
    service
        .sql()
        .sql(
            """
            INSERT INTO tick (id, trigger, key, outcome, reason)
            SELECT :id, t.id, :key, :outcome, :reason FROM trigger t JOIN dag d ON d.id = t.dag
              JOIN project p ON p.id = d.project WHERE p.name = :project AND t.name = 'schedule'
            """)
        .param("id", ids.next())
        .param("key", instant)
        .param("outcome", outcome)
        .param("reason", reason)
        .param("project", project)
        .update();
  }

  JsonNode page(String query) {
    return service.admin().get(path() + "/grid" + query).expect(200).json();
  }

  /** Reads to the first run, so many runs a page. */
  List<JsonNode> pages(int runs) {
    List<JsonNode> pages = new ArrayList<>();
    JsonNode page = page("?runs=" + runs);
    pages.add(page);
    while (page.has("next")) {
      page = page("?runs=" + runs + "&before=" + page.get("next").asString());
      pages.add(page);
    }
    return pages;
  }

  /** Copies a run as often, each with its steps and with durations as steps have them. */
  void copies(String run, int count) {
    UUID[] made = new UUID[count];
    for (int i = 0; i < count; i++) {
      made[i] = ids.next();
    }
    service
        .sql()
        .sql(
            """
            INSERT INTO run (id, project, dag, dag_version, logical_time, state, created_at, started_at, ended_at)
            SELECT c.id, r.project, r.dag, r.dag_version, r.logical_time + c.n * interval '1 day', 'succeeded',
                   millrace_now(), millrace_now(), millrace_now()
              FROM run r, unnest(:ids) WITH ORDINALITY AS c (id, n) WHERE r.id = :run::uuid
            """)
        .param("ids", SqlArrays.uuids(List.of(made)))
        .param("run", run)
        .update();
    service
        .sql()
        .sql(
            """
            INSERT INTO step_run (id, run, step, ordinal, state, attempts, started_at, ended_at)
            SELECT gen_random_uuid(), c.id, s.step, s.ordinal,
                   CASE WHEN random() < 0.02 THEN 'failed' ELSE 'succeeded' END,
                   CASE WHEN random() < 0.05 THEN 2 ELSE 1 END, millrace_now(),
                   millrace_now() + make_interval(secs => (2 + power(s.ordinal %% 40, 2)) * (0.85 + random() * 0.3))
              FROM step_run s, unnest(:ids) AS c (id) WHERE s.run = :run::uuid
            """
                .replace("%%", "%"))
        .param("ids", SqlArrays.uuids(List.of(made)))
        .param("run", run)
        .update();
  }
}
