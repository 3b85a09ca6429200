package dev.millrace.api.metrics;

import dev.millrace.scheduler.dispatch.EndedRuns;
import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Figures that are read from the database when somebody asks. Every server tells the same, because
 * they are the installation's and not the process's: take the maximum over servers, not the sum.
 */
@Component
class Figures {
  private static final Logger log = LoggerFactory.getLogger(Figures.class);

  /** What a live attempt may be doing: its phase, or its state before and between phases. */
  private static final String PHASES =
      values(
          Stream.concat(
              Stream.of(AttemptState.LEASED, AttemptState.RUNNING).map(AttemptState::wireName),
              Stream.of(AttemptPhase.values()).map(AttemptPhase::wireName)));

  private static final String RUN_STATES =
      values(
          Stream.of(RunState.values())
              .filter(state -> !state.isTerminal())
              .map(RunState::wireName));

  private final JdbcClient sql;
  private final MeterRegistry registry;
  private final List<Figure> figures;
  private final Set<Dag> dags = new HashSet<>();
  private final AtomicInteger databaseUp = new AtomicInteger();

  Figures(JdbcClient sql, MeterRegistry registry) {
    this.sql = sql;
    this.registry = registry;
    registry.gauge("millrace.database.up", databaseUp);
    this.figures =
        List.of(
            new Figure(
                registry,
                "millrace.queue.steps",
                "Steps that wait for a worker",
                List.of("pool"),
                """
                SELECT p.name, count(q.step_run) FROM pool p
                  LEFT JOIN step_queue q ON q.pool = p.name AND q.epoch IS NULL GROUP BY p.name
                """),
            new Figure(
                registry,
                "millrace.queue.oldest.seconds",
                "For how long the step has waited that waits longest",
                List.of("pool"),
                """
                SELECT p.name, coalesce(extract(epoch FROM millrace_now() - min(q.queued_at)), 0)
                  FROM pool p LEFT JOIN step_queue q ON q.pool = p.name AND q.epoch IS NULL
                 GROUP BY p.name
                """),
            new Figure(
                registry,
                "millrace.pool.slots",
                "What a pool may run at once",
                List.of("pool"),
                "SELECT name, slots FROM pool"),
            new Figure(
                registry,
                "millrace.pool.slots.used",
                "What of it is taken",
                List.of("pool"),
                """
                SELECT p.name, coalesce(sum(q.slots), 0) FROM pool p
                  LEFT JOIN step_queue q ON q.pool = p.name AND q.epoch IS NOT NULL GROUP BY p.name
                """),
            new Figure(
                registry,
                "millrace.workers",
                "Worker sessions that live",
                List.of("pool", "state"),
                """
                SELECT p.name, s.state, count(w.id)
                  FROM pool p CROSS JOIN (VALUES ('live'), ('draining')) AS s (state)
                  LEFT JOIN worker_session w
                    ON w.pool = p.name AND w.ended_at IS NULL AND w.expires_at > millrace_now()
                   AND (w.draining OR w.drain_requested_at IS NOT NULL) = (s.state = 'draining')
                 GROUP BY 1, 2
                """),
            new Figure(
                registry,
                "millrace.worker.slots",
                "What live workers offer",
                List.of("pool"),
                """
                SELECT p.name, coalesce(sum(w.slots), 0) FROM pool p
                  LEFT JOIN worker_session w
                    ON w.pool = p.name AND w.ended_at IS NULL AND w.expires_at > millrace_now()
                 GROUP BY p.name
                """),
            new Figure(
                registry,
                "millrace.attempts.live",
                "Attempts that workers hold, by what they are doing; 'cells' of notebooks are live kernels",
                List.of("pool", "phase"),
                """
                SELECT p.name, s.phase, coalesce(l.n, 0)
                  FROM pool p CROSS JOIN (VALUES %s) AS s (phase)
                  LEFT JOIN (SELECT q.pool, coalesce(a.phase, a.state) AS phase, count(*) AS n
                               FROM step_queue q JOIN attempt a ON a.id = q.attempt
                              WHERE q.epoch IS NOT NULL GROUP BY 1, 2) l
                    ON l.pool = p.name AND l.phase = s.phase
                """
                    .formatted(PHASES)),
            new Figure(
                registry,
                "millrace.runs.unfinished",
                "Runs that have not ended",
                List.of("state"),
                """
                SELECT s.state, coalesce(r.n, 0) FROM (VALUES %s) AS s (state)
                  LEFT JOIN (SELECT state, count(*) AS n FROM run
                              WHERE ended_at IS NULL GROUP BY state) r ON r.state = s.state
                """
                    .formatted(RUN_STATES)),
            new Figure(
                registry,
                "millrace.ticks.due",
                "Triggers whose tick is due and was not taken yet",
                List.of(),
                """
                SELECT count(*) FROM trigger
                 WHERE next_tick_at <= millrace_now() AND NOT paused AND archived_at IS NULL
                """),
            new Figure(
                registry,
                "millrace.ticks.late.seconds",
                "How late the tick is that is latest",
                List.of(),
                """
                SELECT coalesce(extract(epoch FROM millrace_now() - min(next_tick_at)), 0)
                  FROM trigger
                 WHERE next_tick_at <= millrace_now() AND NOT paused AND archived_at IS NULL
                """));
  }

  private record Dag(String project, String name) {}

  /** Each Dag that may run has counters of its runs' ends from before the first of them. */
  private void registerDags() {
    sql
        .sql(
            """
            SELECT p.name AS project, d.name AS dag FROM dag d JOIN project p ON p.id = d.project
             WHERE d.archived_at IS NULL""")
        .query((row, i) -> new Dag(row.getString("project"), row.getString("dag")))
        .list()
        .stream()
        .filter(dags::add)
        .forEach(dag -> EndedRuns.register(registry, dag.project(), dag.name()));
  }

  private static String values(Stream<String> words) {
    return words.map("('%s')"::formatted).collect(Collectors.joining(", "));
  }

  /** One gauge, or one for each combination of tags. The statement's last column is the value. */
  private record Figure(MultiGauge gauge, List<String> tags, String statement) {
    Figure(
        MeterRegistry registry,
        String name,
        String description,
        List<String> tags,
        String statement) {
      this(MultiGauge.builder(name).description(description).register(registry), tags, statement);
    }

    void refresh(JdbcClient sql) {
      List<MultiGauge.Row<?>> rows = new ArrayList<>();
      sql.sql(statement)
          .query(
              (row, i) -> {
                Tags all = Tags.empty();
                for (int tag = 0; tag < tags.size(); tag++) {
                  all = all.and(tags.get(tag), row.getString(tag + 1));
                }
                return MultiGauge.Row.of(all, row.getDouble(tags.size() + 1));
              })
          .list()
          .forEach(rows::add);
      gauge.register(rows, true);
    }
  }

  /**
   * Asks the database. While it does not answer the figures stay as they were, and {@code
   * millrace_database_up} is 0.
   */
  synchronized void refresh() {
    try {
      figures.forEach(figure -> figure.refresh(sql));
      registerDags();
      databaseUp.set(1);
    } catch (DataAccessException e) {
      databaseUp.set(0);
      log.debug("the database does not answer: its figures stay as they were ({})", e.toString());
    }
  }
}
