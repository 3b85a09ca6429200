package dev.millrace.scheduler.grid;

import dev.millrace.dsl.Step;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.RunFeed;
import dev.millrace.scheduler.store.SqlArrays;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of grids, in four statements whatever their size. Changes nothing. */
public final class GridReads {
  private static final Logger log = LoggerFactory.getLogger(GridReads.class);
  private static final int LONGEST_LINE = 300;

  // Run by run, as everything that reads the steps of many runs: of a list of unknown length the
  // planner may think that it is a good part of the table. Items of a mapped step are not in here.
  private static final String CELLS =
      """
      SELECT g.run, c.states, c.tenths, c.attempts
        FROM unnest(:runs) AS g (run)
       CROSS JOIN LATERAL (
         SELECT coalesce(string_agg(s.letter, '' ORDER BY s.ordinal), '') AS states,
                coalesce(array_agg(s.tenths ORDER BY s.ordinal), '{}') AS tenths,
                coalesce(array_agg(s.attempts ORDER BY s.ordinal), '{}') AS attempts
           FROM (SELECT s.ordinal, %s AS letter, %s AS tenths, %s AS attempts
                   FROM step_run s WHERE s.run = g.run AND s.map_path = '{}') s) c
      """
          .formatted(GridFeed.LETTER, Tenths.OF_STEP, GridFeed.ATTEMPTS);

  private static final String STEPS =
      """
      SELECT s.run, s.step FROM step_run s
       WHERE s.run = ANY (:runs) AND s.map_path = '{}' ORDER BY s.run, s.ordinal
      """;

  // A step that ended with an attempt has its words there.
  private static final String ERROR =
      """
      SELECT s.state, coalesce(a.message, s.message) AS message, a.failed_cell
        FROM step_run s
        LEFT JOIN LATERAL (SELECT message, failed_cell FROM attempt
                            WHERE step_run = s.id AND ended_at IS NOT NULL AND rerun = s.rerun
                            ORDER BY number DESC LIMIT 1) a ON true
       WHERE s.run = :run AND s.step = :step AND s.map_path = '{}'
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;
  private final RunFeed feed;

  GridReads(JdbcClient jdbc, Definitions definitions, RunFeed feed) {
    this.jdbc = jdbc;
    this.definitions = definitions;
    this.feed = feed;
  }

  /**
   * Why a step is as it is.
   *
   * @param line the first line of what it has to say; null: nothing
   * @param failedCell number among the cells with code, from 1; null: none
   */
  public record ErrorLine(@Nullable String line, @Nullable Integer failedCell) {}

  private record Column(RunHead head, UUID version) {}

  private record Cells(
      String states, List<@Nullable Integer> tenths, List<@Nullable Integer> attempts) {}

  /** Runs of a version have the same steps; one that lost rows to damage has fewer. */
  private record Shape(UUID version, int steps) {}

  /**
   * The newest runs of a Dag, and the ticks between them.
   *
   * @param before only what is older, as {@link GridPage#next} told; null: from the newest
   * @param limit the most runs, and the most ticks
   */
  public GridPage page(UUID dag, GridFilter filter, @Nullable UUID before, int limit) {
    // First of all: what happens meanwhile is then in both, and never in neither.
    RunFeed.Position position = feed.end();
    List<Column> columns = runs(dag, filter, before, limit + 1);
    UUID next = null;
    if (columns.size() > limit) {
      columns = columns.subList(0, limit);
      next = columns.getLast().head().id();
    }
    List<GridTick> ticks = ticks(dag, filter, before, next, limit + 1);
    if (ticks.size() > limit) {
      ticks = ticks.subList(0, limit);
      UUID oldest = ticks.getLast().id();
      columns = columns.stream().filter(c -> isNewer(c.head().id(), oldest)).toList();
      next = oldest;
    }
    return page(position, columns, ticks, next);
  }

  /** The first line of why a step failed or did not run; empty: there is no such step. */
  public Optional<ErrorLine> errorLine(UUID run, String step) {
    return jdbc.sql(ERROR)
        .param("run", run)
        .param("step", step)
        .query(
            (row, i) ->
                new ErrorLine(
                    firstLine(row.getString("message")), Columns.intOrNull(row, "failed_cell")))
        .optional();
  }

  private static @Nullable String firstLine(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return null;
    }
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_LINE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_LINE))) + "…";
  }

  // PostgreSQL orders ids by their bytes, Java's UUID by signed halves.
  private static boolean isNewer(UUID id, UUID than) {
    return id.toString().compareTo(than.toString()) > 0;
  }

  private List<Column> runs(UUID dag, GridFilter filter, @Nullable UUID before, int limit) {
    var where = new ArrayList<String>();
    Map<String, Object> params = new HashMap<>(Map.of("dag", dag, "limit", limit));
    add(where, params, "r.id < :before", "before", before);
    if (!filter.states().isEmpty()) {
      where.add("r.state = ANY (:states)");
      params.put("states", SqlArrays.texts(filter.states(), RunState::wireName));
    }
    add(where, params, "r.trigger_kind = :kind", "kind", filter.triggerKind());
    add(where, params, "t.name = :trigger", "trigger", filter.trigger());
    add(where, params, "r.logical_time >= :from::timestamptz", "from", text(filter.from()));
    add(where, params, "r.logical_time < :to::timestamptz", "to", text(filter.to()));
    return jdbc.sql(
            RunHead.SELECT
                + " WHERE r.dag = :dag"
                + and(where)
                + " ORDER BY r.id DESC LIMIT :limit")
        .params(params)
        .query((row, i) -> new Column(RunHead.of(row), Columns.uuid(row, "dag_version")))
        .list();
  }

  private List<GridTick> ticks(
      UUID dag, GridFilter filter, @Nullable UUID before, @Nullable UUID after, int limit) {
    if (!filter.states().isEmpty()) {
      return List.of();
    }
    var where = new ArrayList<String>();
    var whereTrigger = new ArrayList<String>();
    Map<String, Object> params = new HashMap<>(Map.of("dag", dag, "limit", limit));
    add(where, params, "tick.id < :before", "before", before);
    add(where, params, "tick.id > :after", "after", after);
    add(where, params, "tick.key >= :from", "from", text(filter.from()));
    add(where, params, "tick.key < :to", "to", text(filter.to()));
    add(whereTrigger, params, "g.kind = :kind", "kind", filter.triggerKind());
    add(whereTrigger, params, "g.name = :trigger", "trigger", filter.trigger());
    // Trigger by trigger, each by the index of its ticks without a run.
    return jdbc.sql(
            """
            SELECT k.id, g.name, k.key, k.until, k.count, k.outcome, k.reason
              FROM trigger g
             CROSS JOIN LATERAL (
               SELECT * FROM tick WHERE tick.trigger = g.id AND tick.run IS NULL%s
                ORDER BY tick.id DESC LIMIT :limit) k
             WHERE g.dag = :dag%s
             ORDER BY k.id DESC LIMIT :limit
            """
                .formatted(and(where), and(whereTrigger)))
        .params(params)
        .query((row, i) -> tick(row))
        .list();
  }

  // Keys of ticks are instants as texts, whole seconds all of them.
  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void add(
      List<String> where,
      Map<String, Object> params,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.add(condition);
      params.put(name, value);
    }
  }

  private static String and(List<String> conditions) {
    return conditions.isEmpty() ? "" : " AND " + String.join(" AND ", conditions);
  }

  private static GridTick tick(ResultSet row) throws SQLException {
    return new GridTick(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getString("key"),
        row.getString("until"),
        row.getInt("count"),
        row.getString("outcome"),
        row.getString("reason"));
  }

  private GridPage page(
      RunFeed.Position position, List<Column> columns, List<GridTick> ticks, @Nullable UUID next) {
    Map<UUID, Cells> cells = cells(columns.stream().map(c -> c.head().id()).toList());
    Map<Shape, UUID> examples = new LinkedHashMap<>();
    for (Column column : columns) {
      examples.putIfAbsent(shape(column, cells), column.head().id());
    }
    Map<UUID, List<String>> steps = steps(examples.values());
    List<String> merged =
        StepOrder.merge(examples.values().stream().map(run -> steps(steps, run)).toList());
    Map<String, Integer> places = StepOrder.places(merged);
    List<GridRun> runs =
        columns.stream()
            .map(
                column ->
                    run(
                        column.head(),
                        cellsOf(column, cells),
                        steps(steps, examples.get(shape(column, cells))),
                        places))
            .toList();
    return new GridPage(position, described(merged, examples.keySet()), runs, ticks, next);
  }

  private static List<String> steps(Map<UUID, List<String>> byRun, @Nullable UUID run) {
    return byRun.getOrDefault(run, List.of());
  }

  private static Cells cellsOf(Column column, Map<UUID, Cells> cells) {
    return cells.getOrDefault(column.head().id(), new Cells("", List.of(), List.of()));
  }

  private static Shape shape(Column column, Map<UUID, Cells> cells) {
    return new Shape(column.version(), cellsOf(column, cells).states().length());
  }

  private Map<UUID, Cells> cells(Collection<UUID> runs) {
    Map<UUID, Cells> cells = new HashMap<>();
    jdbc.sql(CELLS)
        .param("runs", SqlArrays.uuids(runs))
        .param("states", StepLetters.states())
        .param("letters", StepLetters.letters())
        .query(
            row -> {
              cells.put(
                  Columns.uuid(row, "run"),
                  new Cells(row.getString("states"), ints(row, "tenths"), ints(row, "attempts")));
            });
    return cells;
  }

  private static List<@Nullable Integer> ints(ResultSet row, String column) throws SQLException {
    return Collections.unmodifiableList(Arrays.asList((Integer[]) row.getArray(column).getArray()));
  }

  private Map<UUID, List<String>> steps(Collection<UUID> runs) {
    Map<UUID, List<String>> steps = new HashMap<>();
    jdbc.sql(STEPS)
        .param("runs", SqlArrays.uuids(runs))
        .query(
            row -> {
              steps
                  .computeIfAbsent(Columns.uuid(row, "run"), run -> new ArrayList<>())
                  .add(row.getString("step"));
            });
    return steps;
  }

  private static GridRun run(
      RunHead head, Cells cells, List<String> steps, Map<String, Integer> places) {
    char[] states = new char[places.size()];
    Arrays.fill(states, StepLetters.ABSENT);
    List<@Nullable BigDecimal> seconds = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      seconds.add(null);
    }
    Integer[] attempts = new Integer[states.length];
    Arrays.fill(attempts, 0);
    for (int i = 0; i < Math.min(steps.size(), cells.states().length()); i++) {
      int place = places.getOrDefault(steps.get(i), 0);
      states[place] = cells.states().charAt(i);
      seconds.set(place, Tenths.seconds(cells.tenths().get(i)));
      attempts[place] = cells.attempts().get(i);
    }
    return new GridRun(
        head, new String(states), Collections.unmodifiableList(seconds), List.of(attempts));
  }

  /** The steps with their titles and groups, as the newest version that has them says. */
  private List<GridStep> described(List<String> steps, Collection<Shape> newestFirst) {
    List<UUID> versions = newestFirst.stream().map(Shape::version).distinct().toList();
    definitions.fetch(versions);
    Map<String, Step> known = new HashMap<>();
    for (UUID version : versions) {
      try {
        definitions.version(version).dag().steps().forEach(known::putIfAbsent);
      } catch (BrokenDefinitionException e) {
        log.debug("version {} is shown by the ids of its steps: {}", version, e.getMessage());
      }
    }
    return steps.stream()
        .map(
            id -> {
              Step step = known.get(id);
              return step == null
                  ? new GridStep(id, null, null)
                  : new GridStep(id, step.settings().title(), step.settings().group());
            })
        .toList();
  }
}
