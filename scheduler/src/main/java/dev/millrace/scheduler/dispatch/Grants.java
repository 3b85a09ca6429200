package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.secret.AttemptSecrets;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes grants of leases: all that a worker needs of its attempts. Read after the lease is
 * committed: if that fails, the grant never arrives and its step is leased again.
 */
final class Grants {
  private static final Logger log = LoggerFactory.getLogger(Grants.class);

  private static final int KEPT = 500;

  private static final String RUN =
      """
      SELECT r.id, r.project, coalesce(g.parameters, r.parameters) AS parameters, r.logical_time,
             r.data_interval_start, r.data_interval_end, p.name AS project_name, d.name AS dag_name,
             r.project_requirements OR g.dag_version IS NOT NULL AS project_requirements
        FROM run r JOIN project p ON p.id = r.project JOIN dag d ON d.id = r.dag
        LEFT JOIN rerun g ON g.run = r.id AND g.number = :rerun
       WHERE r.id = :run
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;
  private final BiConsumer<UUID, RuntimeException> undecidable;
  private final Inputs inputs;
  private final SnapshotRequirements requirements;
  private final AttemptSecrets secrets;
  private final DispatchMeters meters;
  private final Kept<Go, RunOf> runs = new Kept<>(KEPT);
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofMinutes(10));

  /**
   * @param undecidable gets a run of which something cannot be read, with what is wrong
   */
  Grants(
      JdbcClient jdbc,
      Definitions definitions,
      AttemptSecrets secrets,
      DispatchMeters meters,
      BiConsumer<UUID, RuntimeException> undecidable) {
    this.jdbc = jdbc;
    this.definitions = definitions;
    this.undecidable = undecidable;
    this.inputs = new Inputs(jdbc);
    this.requirements = new SnapshotRequirements(jdbc);
    this.secrets = secrets;
    this.meters = meters;
  }

  /** A run, or one reopening of it. */
  private record Go(UUID run, int rerun) {}

  /** What never changes of a run, its project and its Dag; a new name shows after a restart. */
  private record RunOf(
      UUID id,
      UUID projectId,
      String project,
      String dag,
      ObjectNode parameters,
      Instant logicalTime,
      @Nullable Instant intervalStart,
      @Nullable Instant intervalEnd,
      boolean projectRequirements) {}

  List<Grant> of(List<QueueSql.Leased> leases) {
    return leases.stream().flatMap(lease -> grant(lease).stream()).toList();
  }

  // A grant that cannot be made is left out, so that it harms no other of this answer: its lease is
  // lost with the next heartbeat, which does not list it.
  private Optional<Grant> grant(QueueSql.Leased lease) {
    try {
      RunOf run =
          UnreadableRowException.read(
              "its row", () -> runs.get(new Go(lease.run(), lease.rerun()), this::run));
      return Optional.of(grant(lease, run, definitions.version(lease.dagVersion())));
    } catch (RuntimeException e) {
      if (DatabaseFaults.isPassing(e)) {
        throw e;
      }
      if (DatabaseFaults.isPermanent(e)) {
        quarantine(lease, e);
      } else {
        postpone(lease, e);
      }
      return Optional.empty();
    }
  }

  private void postpone(QueueSql.Leased lease, RuntimeException failure) {
    log.warn(
        "attempt {} of run {} cannot be granted now ({}): its lease is taken back with the worker's"
            + " next heartbeat, and its step is leased again",
        lease.attempt(),
        lease.run(),
        DatabaseFaults.reason(failure),
        failures.isFirst(failure) ? failure : null);
  }

  private void quarantine(QueueSql.Leased lease, RuntimeException fault) {
    try {
      undecidable.accept(lease.run(), fault);
    } catch (RuntimeException e) {
      if (DatabaseFaults.isPassing(e)) {
        throw e;
      }
      log.error(
          "attempt {} of run {} cannot be granted ({}), nor can the run be quarantined ({}); other steps are",
          lease.attempt(),
          lease.run(),
          DatabaseFaults.reason(fault),
          DatabaseFaults.reason(e));
    }
  }

  private Grant grant(QueueSql.Leased lease, RunOf run, Definition definition) {
    QueueSql.LeasedStep step = lease.step();
    EffectiveStep written = definition.step(step.name());
    EffectiveStep effective =
        run.projectRequirements() ? requirements.applied(written, lease.snapshot()) : written;
    meters.hopped(effective.pool(), step.waited());
    return new Grant(
        lease.attempt(),
        lease.epoch(),
        lease.number(),
        lease.run(),
        step.name(),
        step.mapPath(),
        run.project(),
        run.projectId(),
        run.dag(),
        definition.number(),
        lease.snapshot(),
        step.slots(),
        effective,
        effective.environment() != null && written.environment() == null,
        step.resolved().parameters(),
        run.parameters(),
        step.resolved().env(),
        UnreadableRowException.read(
            "a secret of step '%s'".formatted(step.name()),
            () ->
                secrets.grant(
                    lease.attempt(), run.projectId(), effective.step().settings().secrets())),
        run.logicalTime(),
        run.intervalStart(),
        run.intervalEnd(),
        UnreadableRowException.read(
            "an artifact for step '%s'".formatted(step.name()),
            () -> inputs.of(run.id(), definition, step.name(), lease.rerun() > 0)));
  }

  private RunOf run(Go go) {
    return jdbc.sql(RUN)
        .param("run", go.run())
        .param("rerun", go.rerun())
        .query(
            (row, i) ->
                new RunOf(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "project"),
                    row.getString("project_name"),
                    row.getString("dag_name"),
                    Json.readObject(row.getString("parameters")),
                    Columns.instant(row, "logical_time"),
                    Columns.instantOrNull(row, "data_interval_start"),
                    Columns.instantOrNull(row, "data_interval_end"),
                    row.getBoolean("project_requirements")))
        .single();
  }
}
