package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What steps wrote and did not publish: for the hint to a step that misses such a file. */
public final class UnpublishedFiles {
  private static final int LIMIT = 5_000;

  private static final String EVENTS =
      """
      SELECT s.step, e.data
        FROM step_run s
        JOIN attempt a ON a.step_run = s.id AND a.number = s.attempts
        JOIN attempt_event e ON e.attempt = a.id AND e.kind = 'unpublished'
       WHERE s.run = :run AND s.step = ANY (:steps) AND a.state = 'succeeded'
       ORDER BY s.ordinal, s.map_path, e.seq
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;

  public UnpublishedFiles(JdbcClient jdbc, Definitions definitions) {
    this.jdbc = jdbc;
    this.definitions = definitions;
  }

  /**
   * A file that its step kept to itself.
   *
   * @param path relative to the project's root
   * @param step id of the step that wrote it
   */
  public record Entry(String path, String step) {}

  private record Asked(UUID run, UUID version, String step) {}

  /**
   * What the steps upstream of the attempt's step, direct and transitive, wrote and did not publish
   * when they succeeded; at most 5,000, those of earlier steps first.
   *
   * @throws NoSuchElementException when there is no such attempt
   */
  public List<Entry> before(UUID attempt) {
    Asked asked =
        jdbc.sql(
                """
                SELECT a.run, a.dag_version, s.step
                  FROM attempt a JOIN step_run s ON s.id = a.step_run WHERE a.id = :attempt
                """)
            .param("attempt", attempt)
            .query(
                (row, i) ->
                    new Asked(
                        Columns.uuid(row, "run"),
                        Columns.uuid(row, "dag_version"),
                        row.getString("step")))
            .optional()
            .orElseThrow(() -> new NoSuchElementException("there is no attempt " + attempt));
    SequencedSet<String> upstream = definitions.version(asked.version()).before(asked.step());
    return upstream.isEmpty() ? List.of() : of(asked.run(), upstream);
  }

  private List<Entry> of(UUID run, SequencedSet<String> steps) {
    return jdbc
        .sql(EVENTS)
        .param("run", run)
        .param("steps", SqlArrays.texts(steps))
        .query((row, i) -> entries(row.getString("step"), Json.readObject(row.getString("data"))))
        .list()
        .stream()
        .flatMap(entries -> entries)
        .limit(LIMIT)
        .toList();
  }

  private static Stream<Entry> entries(String step, JsonNode event) {
    return AttemptReads.unpublishedPaths(event).stream().map(path -> new Entry(path, step));
  }
}
