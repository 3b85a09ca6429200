package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.engine.StepKind;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Where steps run, and with how much room. */
final class StepPlaces {
  // Also when a rerun goes back to the version that the run was made from.
  private static final String PLACE_STEPS =
      """
      UPDATE step_run s
         SET pool = u.pool, priority = u.priority, slots = u.slots,
             time_limit = u.limit_millis * interval '1 millisecond'
        FROM unnest(:steps, :pools, :priorities, :slots, :limits)
          AS u (step, pool, priority, slots, limit_millis)
       WHERE s.run = :run AND s.step = ANY (:steps) AND s.step = u.step
      """;

  // A step may name a pool that no worker serves yet; it waits there.
  private static final String INSERT_POOLS =
      "INSERT INTO pool (name) SELECT unnest(:pools) ON CONFLICT DO NOTHING";

  private final JdbcClient jdbc;

  StepPlaces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A step's place.
   *
   * @param pool null: it never leaves the server
   */
  record Place(String step, @Nullable String pool, int priority, int slots, long limitMillis) {}

  static Place place(RunDefinition definition, int step) {
    String name = definition.plan().name(step);
    EffectiveStep effective = definition.step(name);
    return new Place(
        name,
        definition.plan().kind(step) == StepKind.WORK ? effective.pool() : null,
        effective.priority(),
        effective.slots(),
        effective.timeout().toMillis());
  }

  /** Makes the pools that are not there yet. */
  void makePools(Collection<Place> places) {
    List<String> pools =
        places.stream().map(Place::pool).filter(Objects::nonNull).distinct().sorted().toList();
    if (!pools.isEmpty()) {
      jdbc.sql(INSERT_POOLS).param("pools", SqlArrays.texts(pools)).update();
    }
  }

  /** Places steps of a run that are reopened as their version now says. */
  void place(UUID run, RunDefinition definition, IntStream steps) {
    List<Place> places = steps.mapToObj(step -> place(definition, step)).toList();
    makePools(places);
    columns(jdbc.sql(PLACE_STEPS).param("run", run), places).update();
  }

  /** One array for each column. */
  static StatementSpec columns(StatementSpec statement, List<Place> places) {
    return statement
        .param("steps", SqlArrays.texts(places, Place::step))
        .param("pools", SqlArrays.texts(places, Place::pool))
        .param("priorities", SqlArrays.ints(places, Place::priority))
        .param("slots", SqlArrays.ints(places, Place::slots))
        .param("limits", SqlArrays.longs(places, Place::limitMillis));
  }
}
