package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Overlap;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.TickInterval;
import dev.millrace.dsl.Ticks;
import dev.millrace.dsl.Trigger;
import dev.millrace.scheduler.dispatch.NewRun;
import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges what is due of one trigger and writes it: ticks, runs, the watermark. Works in the
 * caller's transaction, under the locks of the trigger and its Dag.
 */
final class TickJudge {
  private static final Logger log = LoggerFactory.getLogger(TickJudge.class);

  /** Runs that one transaction makes for one trigger; what is left is due again at once. */
  static final int MOST_RUNS = 100;

  private final Definitions definitions;
  private final Runs runs;
  private final TriggerRows triggers;
  private final TickRows ticks;

  TickJudge(Definitions definitions, Runs runs, TriggerRows triggers, TickRows ticks) {
    this.definitions = definitions;
    this.runs = runs;
    this.triggers = triggers;
    this.ticks = ticks;
  }

  /**
   * What was done.
   *
   * @param started how many runs
   * @param wake when to look again; null: never, as things are
   * @param more there is more due right now
   */
  record Judged(int started, @Nullable Wake wake, boolean more) {}

  /**
   * Judges the ticks that are due.
   *
   * @param failure why no run can be made, as an earlier try found out; null: try
   * @throws RuntimeException when a run cannot be made; the transaction has to be rolled back
   */
  Judged judge(TriggerFacts facts, @Nullable String failure) {
    Trigger trigger = definition(facts);
    Ticks rule = Ticks.of(trigger.schedule());
    TickPlan plan = plan(facts, trigger.schedule(), rule);
    ObjectNode note = changedPlan(facts, rule.after(facts.watermark()));
    int started = 0;
    for (TickPlan.Entry entry : plan.entries()) {
      switch (entry) {
        case TickPlan.Entry.Without without -> leaveOut(facts, without, note);
        case TickPlan.Entry.Start start ->
            started += start(facts, trigger, rule, start.tick(), note, failure);
      }
      note = null;
    }
    triggers.advance(facts.id(), plan.watermark(), plan.next());
    Instant next = plan.next();
    return new Judged(
        started, next == null ? null : Wake.at(next, facts.now()), plan.hasMore(facts.now()));
  }

  private static TickPlan plan(TriggerFacts facts, Schedule schedule, Ticks rule) {
    return facts.paused()
        ? TickPlan.of(
            schedule.catchup(Catchup.NONE),
            rule,
            facts.watermark(),
            facts.now(),
            facts.now(),
            MOST_RUNS)
        : TickPlan.of(
            schedule, rule, facts.watermark(), facts.now(), facts.missedUntil(), MOST_RUNS);
  }

  /**
   * Gives up on a trigger whose definition cannot even be read: one tick says why, and nothing is
   * due until it is deployed again.
   */
  void giveUp(TriggerFacts facts, String reason) {
    Instant planned = Objects.requireNonNullElse(facts.nextTickAt(), facts.now());
    ticks.insertWithout(facts.id(), planned, planned, 1, null, TickOutcome.ERROR, reason);
    triggers.advance(facts.id(), facts.now(), null);
  }

  private Trigger definition(TriggerFacts facts) {
    return definitions.version(facts.version()).dag().triggers().stream()
        .filter(trigger -> trigger.name().equals(facts.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "trigger '%s' is not in the Dag's current version".formatted(facts.name())));
  }

  // The rules of a zone may have changed since the tick was planned.
  private static @Nullable ObjectNode changedPlan(TriggerFacts facts, @Nullable Instant first) {
    Instant planned = facts.nextTickAt();
    if (planned == null || planned.equals(first)) {
      return null;
    }
    log.info(
        "trigger '{}' ({}) was planned for {}, its rule now says {}: the rule counts",
        facts.name(),
        facts.id(),
        planned,
        first);
    return Json.object().put("planned", planned.toString());
  }

  private void leaveOut(
      TriggerFacts facts, TickPlan.Entry.Without without, @Nullable ObjectNode note) {
    ticks.insertWithout(
        facts.id(),
        without.first(),
        without.last(),
        without.count(),
        note,
        without.reason() == TickPlan.Reason.PAUSED ? TickOutcome.PAUSED : TickOutcome.SKIPPED,
        switch (without.reason()) {
          case PAUSED -> "due while the trigger was paused";
          case LATE -> "missed: nobody looked within a minute";
          case TOO_MANY -> "missed, and more than maxCatchup: only the newest are caught up";
        });
  }

  private int start(
      TriggerFacts facts,
      Trigger trigger,
      Ticks rule,
      Instant tick,
      @Nullable ObjectNode note,
      @Nullable String failure) {
    String refusal = failure == null ? facts.refusal() : failure;
    if (refusal != null) {
      ticks.insertWithout(facts.id(), tick, tick, 1, note, TickOutcome.ERROR, refusal);
      return 0;
    }
    Schedule schedule = trigger.schedule();
    Optional<UUID> other =
        schedule.overlap() == Overlap.SKIP ? ticks.unfinished(facts.dag()) : Optional.empty();
    if (other.isPresent()) {
      String reason = "run %s had not ended (overlap: skip)".formatted(other.get());
      ticks.insertWithout(facts.id(), tick, tick, 1, note, TickOutcome.SKIPPED, reason);
      return 0;
    }
    Optional<UUID> row = ticks.insert(facts.id(), tick, note);
    if (row.isEmpty()) {
      return 0; // somebody made its run already
    }
    ticks.setRun(row.get(), runs.start(wanted(facts, trigger, rule, tick)));
    return 1;
  }

  private static NewRun wanted(TriggerFacts facts, Trigger trigger, Ticks rule, Instant tick) {
    Schedule schedule = trigger.schedule();
    Instant from = schedule.interval() == TickInterval.PREVIOUS ? rule.before(tick) : tick;
    ObjectNode parameters = Json.object();
    trigger.parameters().forEach(parameters::set);
    return new NewRun(
        facts.dag(),
        facts.version(),
        parameters,
        from,
        from,
        tick,
        trigger.name().equals(Trigger.SCHEDULE) ? Trigger.SCHEDULE : "schedule " + trigger.name(),
        null,
        null,
        new NewRun.Tick(
            Trigger.SCHEDULE, facts.id(), facts.name(), tick, schedule.overlap() == Overlap.QUEUE));
  }
}
