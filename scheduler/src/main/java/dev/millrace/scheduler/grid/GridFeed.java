package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.RunEvent;
import dev.millrace.scheduler.store.RunFeed;
import dev.millrace.scheduler.store.SqlArrays;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What changes in a Dag's grid: the cells of steps to which something happened, as they are now. A
 * reader that gets one twice is none the worse. Changes nothing.
 */
public final class GridFeed {
  private static final int BATCH = 500;

  /** Events after which the whole column is told. */
  private static final Set<String> WHOLE = Set.of("run_created", "run_reopened");

  static final String LETTER =
      "coalesce(substr(:letters, array_position(:states, s.state), 1), '?')";

  /** Of a step that runs, the attempt that has not ended counts too. */
  static final String ATTEMPTS = "s.attempts + (s.state = 'running')::integer";

  private static final String HEADS = RunHead.SELECT + " WHERE r.id = ANY (:runs) AND r.dag = :dag";

  private static final String CHANGED =
      """
      SELECT s.run, s.step, %s AS letter, %s AS tenths, %s AS attempts
        FROM (SELECT run, step FROM unnest(:ofRuns, :steps) AS c (run, step)
               UNION
              SELECT w.run, s.step FROM unnest(:whole) AS w (run) JOIN step_run s ON s.run = w.run) c
        JOIN step_run s ON s.run = c.run AND s.step = c.step AND s.map_path = '{}'
       ORDER BY s.run, s.ordinal
      """
          .formatted(LETTER, Tenths.OF_STEP, ATTEMPTS);

  private final JdbcClient jdbc;
  private final RunFeed feed;

  GridFeed(JdbcClient jdbc, RunFeed feed) {
    this.jdbc = jdbc;
    this.feed = feed;
  }

  /**
   * A cell.
   *
   * @param state a letter of {@link StepLetters}
   * @param seconds null: it has not ended, or never started
   */
  public record Cell(String step, String state, @Nullable BigDecimal seconds, int attempts) {}

  /** A run to which something happened, with the cells that may have changed. */
  public record Changed(RunHead head, List<Cell> cells) {}

  /**
   * @param position read on from here
   * @param runs empty: nothing happened to runs of the Dag
   */
  public record Changes(RunFeed.Position position, List<Changed> runs) {}

  /** What happened to runs of a Dag after that position. */
  public Changes after(UUID dag, RunFeed.Position position) {
    RunFeed.Position reached = position;
    List<RunFeed.Entry> entries;
    do {
      entries = feed.readAfter(reached, BATCH);
      if (!entries.isEmpty()) {
        reached = entries.getLast().position();
      }
      List<Changed> changed = changed(dag, entries);
      if (!changed.isEmpty()) {
        return new Changes(reached, changed);
      }
      // Most events are of other Dags: read on until there is one of this, or no more.
    } while (entries.size() == BATCH);
    return new Changes(reached, List.of());
  }

  private List<Changed> changed(UUID dag, List<RunFeed.Entry> entries) {
    Map<UUID, Set<String>> steps = new LinkedHashMap<>();
    Set<UUID> whole = new HashSet<>();
    for (RunFeed.Entry entry : entries) {
      RunEvent event = entry.event();
      Set<String> ofRun = steps.computeIfAbsent(event.run(), run -> new LinkedHashSet<>());
      String step = event.data().path("step").asString("");
      if (!step.isEmpty()) {
        ofRun.add(step);
      }
      if (WHOLE.contains(event.kind())) {
        whole.add(event.run());
      }
    }
    List<RunHead> heads = heads(dag, steps.keySet());
    Map<UUID, List<Cell>> cells = cells(heads, steps, whole);
    return heads.stream()
        .map(head -> new Changed(head, cells.getOrDefault(head.id(), List.of())))
        .toList();
  }

  private List<RunHead> heads(UUID dag, Collection<UUID> runs) {
    if (runs.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(HEADS + " ORDER BY r.id")
        .param("runs", SqlArrays.uuids(runs))
        .param("dag", dag)
        .query((row, i) -> RunHead.of(row))
        .list();
  }

  private Map<UUID, List<Cell>> cells(
      List<RunHead> heads, Map<UUID, Set<String>> steps, Set<UUID> whole) {
    Map<UUID, List<Cell>> cells = new HashMap<>();
    if (heads.isEmpty()) {
      return cells;
    }
    List<UUID> ofRuns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<UUID> wholeRuns = new ArrayList<>();
    for (RunHead head : heads) {
      if (whole.contains(head.id())) {
        wholeRuns.add(head.id());
      } else {
        for (String step : steps.getOrDefault(head.id(), Set.of())) {
          ofRuns.add(head.id());
          names.add(step);
        }
      }
    }
    jdbc.sql(CHANGED)
        .param("ofRuns", SqlArrays.uuids(ofRuns))
        .param("steps", SqlArrays.texts(names))
        .param("whole", SqlArrays.uuids(wholeRuns))
        .param("states", StepLetters.states())
        .param("letters", StepLetters.letters())
        .query(
            row -> {
              cells
                  .computeIfAbsent(Columns.uuid(row, "run"), run -> new ArrayList<>())
                  .add(cell(row));
            });
    return cells;
  }

  private static Cell cell(ResultSet row) throws SQLException {
    return new Cell(
        row.getString("step"),
        row.getString("letter"),
        Tenths.seconds(Columns.intOrNull(row, "tenths")),
        row.getInt("attempts"));
  }
}
