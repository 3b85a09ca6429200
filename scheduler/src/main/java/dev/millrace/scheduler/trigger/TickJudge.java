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
import dev.millrace.scheduler.trigger.TickRows.NewTick;
import dev.millrace.scheduler.trigger.TickRows.TickKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges what is due of triggers and writes it: ticks, runs, watermarks. Works in the caller's
 * transaction, under the locks of the triggers and their Dags.
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
   * What was done for a trigger.
   *
   * @param started how many runs
   * @param wake when to look again; null: never, as things are
   * @param more there is more due right now
   */
  record Judged(int started, @Nullable Wake wake, boolean more) {}

  /** A trigger with what is to become of its due ticks. */
  private record Case(
      TriggerFacts facts, Trigger trigger, Ticks rule, TickPlan plan, @Nullable ObjectNode note) {
    TickKey key(Instant tick) {
      return new TickKey(facts.id(), tick);
    }

    /** What is noted of the plan's entry of that number: a changed plan is told once. */
    @Nullable ObjectNode note(int entry) {
      return entry == 0 ? note : null;
    }
  }

  /** A tick that is to start a run. */
  private record Due(Case of, TickKey key, @Nullable ObjectNode note) {
    UUID dag() {
      return of.facts().dag();
    }

    boolean skips() {
      return of.trigger().schedule().overlap() == Overlap.SKIP;
    }
  }

  /** As {@link #judge(List, String)}, for one trigger whose runs can be made as far as is known. */
  Judged judge(TriggerFacts facts) {
    return judge(List.of(facts), null).getFirst();
  }

  /**
   * Judges the ticks that are due.
   *
   * @param failure why no run can be made, as an earlier try found out; null: try
   * @return what was done for each
   * @throws RuntimeException when a run cannot be made; the transaction has to be rolled back
   */
  List<Judged> judge(List<TriggerFacts> all, @Nullable String failure) {
    if (all.isEmpty()) {
      return List.of();
    }
    definitions.fetch(all.stream().map(TriggerFacts::version).toList());
    List<Case> cases = all.stream().map(this::open).toList();
    List<NewTick> rows = new ArrayList<>();
    List<Due> due = new ArrayList<>();
    for (Case one : cases) {
      sort(one, failure, rows, due);
    }
    Map<UUID, Integer> started = start(due, rows);
    ticks.insert(rows);
    triggers.advance(
        cases.stream()
            .map(
                one ->
                    new TriggerRows.Advance(
                        one.facts().id(), one.plan().watermark(), one.plan().next()))
            .toList());
    return cases.stream().map(one -> judged(one, started)).toList();
  }

  private static Judged judged(Case one, Map<UUID, Integer> started) {
    Instant now = one.facts().now();
    Instant next = one.plan().next();
    return new Judged(
        started.getOrDefault(one.facts().id(), 0),
        next == null ? null : Wake.at(next, now),
        one.plan().hasMore(now));
  }

  private Case open(TriggerFacts facts) {
    Trigger trigger = definition(facts);
    Ticks rule = Ticks.of(trigger.schedule());
    return new Case(
        facts,
        trigger,
        rule,
        plan(facts, trigger.schedule(), rule),
        changedPlan(facts, rule.after(facts.watermark())));
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
    ticks.insert(
        List.of(
            NewTick.without(new TickKey(facts.id(), planned), null, TickOutcome.ERROR, reason)));
    triggers.advance(List.of(new TriggerRows.Advance(facts.id(), facts.now(), null)));
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

  /** What starts no run is a row at once; what is to start one is due. */
  private static void sort(Case one, @Nullable String failure, List<NewTick> rows, List<Due> due) {
    String refusal = failure == null ? one.facts().refusal() : failure;
    int number = 0;
    for (TickPlan.Entry entry : one.plan().entries()) {
      ObjectNode note = one.note(number++);
      switch (entry) {
        case TickPlan.Entry.Without without -> rows.add(leftOut(one, without, note));
        case TickPlan.Entry.Start start -> {
          TickKey key = one.key(start.tick());
          if (refusal == null) {
            due.add(new Due(one, key, note));
          } else {
            rows.add(NewTick.without(key, note, TickOutcome.ERROR, refusal));
          }
        }
      }
    }
  }

  private static NewTick leftOut(
      Case one, TickPlan.Entry.Without without, @Nullable ObjectNode note) {
    return new NewTick(
        one.key(without.first()),
        without.last(),
        without.count(),
        note,
        without.reason() == TickPlan.Reason.PAUSED ? TickOutcome.PAUSED : TickOutcome.SKIPPED,
        switch (without.reason()) {
          case PAUSED -> "due while the trigger was paused";
          case LATE -> "missed: nobody looked within a minute";
          case TOO_MANY -> "missed, and more than maxCatchup: only the newest are caught up";
        },
        null);
  }

  // Together for different Dags, one after the other for one: the later run must see the earlier.
  private Map<UUID, Integer> start(List<Due> due, List<NewTick> rows) {
    Set<TickKey> judged = ticks.judged(due.stream().map(Due::key).toList());
    Map<UUID, Integer> started = new HashMap<>();
    List<Due> left = due.stream().filter(one -> !judged.contains(one.key())).toList();
    while (!left.isEmpty()) {
      SequencedMap<UUID, Due> round = new LinkedHashMap<>();
      List<Due> later = new ArrayList<>();
      for (Due one : left) {
        if (round.putIfAbsent(one.dag(), one) != null) {
          later.add(one);
        }
      }
      startTogether(List.copyOf(round.values()), rows, started);
      left = later;
    }
    return started;
  }

  private void startTogether(List<Due> round, List<NewTick> rows, Map<UUID, Integer> started) {
    Map<UUID, UUID> unfinished =
        ticks.unfinished(round.stream().filter(Due::skips).map(Due::dag).toList());
    List<Due> starting = new ArrayList<>();
    for (Due one : round) {
      UUID other = unfinished.get(one.dag());
      if (other == null) {
        starting.add(one);
      } else {
        String reason = "run %s had not ended (overlap: skip)".formatted(other);
        rows.add(NewTick.without(one.key(), one.note(), TickOutcome.SKIPPED, reason));
      }
    }
    if (starting.isEmpty()) {
      return;
    }
    List<UUID> made = runs.start(starting.stream().map(TickJudge::wanted).toList());
    for (int i = 0; i < made.size(); i++) {
      Due one = starting.get(i);
      rows.add(NewTick.started(one.key(), one.note(), made.get(i)));
      started.merge(one.key().trigger(), 1, Integer::sum);
    }
  }

  private static NewRun wanted(Due due) {
    Trigger trigger = due.of().trigger();
    Schedule schedule = trigger.schedule();
    Instant tick = due.key().tick();
    Instant from =
        schedule.interval() == TickInterval.PREVIOUS ? due.of().rule().before(tick) : tick;
    ObjectNode parameters = Json.object();
    trigger.parameters().forEach(parameters::set);
    return new NewRun(
        due.dag(),
        due.of().facts().version(),
        parameters,
        from,
        from,
        tick,
        trigger.name().equals(Trigger.SCHEDULE) ? Trigger.SCHEDULE : "schedule " + trigger.name(),
        null,
        null,
        new NewRun.Tick(
            Trigger.SCHEDULE,
            due.key().trigger(),
            trigger.name(),
            tick,
            schedule.overlap() == Overlap.QUEUE));
  }
}
