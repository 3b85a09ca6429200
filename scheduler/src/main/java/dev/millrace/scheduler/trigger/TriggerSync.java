package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.Ticks;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.codec.DagJson;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.trigger.TickJudge.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a Dag's stored triggers as its definition says. Works in the transaction that changes the
 * definition; the caller holds the locks of the Dag's triggers, then of the Dag.
 */
public final class TriggerSync {
  private static final Logger log = LoggerFactory.getLogger(TriggerSync.class);

  private final TriggerRows rows;
  private final TriggerStore store;
  private final TickJudge judge;
  private final Alarm alarm;

  TriggerSync(TriggerRows rows, TriggerStore store, TickJudge judge, Alarm alarm) {
    this.rows = rows;
    this.store = store;
    this.judge = judge;
    this.alarm = alarm;
  }

  /**
   * To be called before the definition changes: ticks that are due of triggers that will be others,
   * or none, are judged by the definition that still counts.
   *
   * @param next the definition to come; null: the Dag is archived
   */
  public void settle(UUID dag, @Nullable Dag next) {
    Map<String, Trigger> wanted = byName(next);
    List<UUID> ending = new ArrayList<>();
    for (TriggerStore.Stored stored : store.ofDag(dag)) {
      Trigger trigger = wanted.get(stored.name());
      if (!stored.archived() && (trigger == null || differs(stored, trigger))) {
        ending.add(stored.id());
      }
    }
    rows.facts(ending).forEach(this::settle);
  }

  private void settle(TriggerFacts facts) {
    try {
      Judged judged = judge.judge(facts);
      while (judged.more()) {
        judged = judge.judge(rows.facts(List.of(facts.id())).getFirst());
      }
    } catch (BrokenDefinitionException e) {
      log.warn("the last ticks of trigger {} are not judged: {}", facts.id(), e.getMessage());
    }
  }

  /**
   * To be called when the definition has changed. A trigger that is new or changed ticks from now
   * on; one that stayed goes on; one that is gone is archived with its ticks.
   *
   * @param paused whether new triggers start paused
   * @param now the database's time, after the locks
   */
  public void apply(UUID dag, Dag definition, boolean paused, Instant now) {
    Map<String, TriggerStore.Stored> existing = new HashMap<>();
    store.ofDag(dag).forEach(stored -> existing.put(stored.name(), stored));
    List<Wake> wakes = new ArrayList<>();
    for (Trigger trigger : definition.triggers()) {
      TriggerStore.Stored stored = existing.remove(trigger.name());
      if (stored == null || stored.archived() || differs(stored, trigger)) {
        Wake wake = write(dag, trigger, stored, paused, now);
        if (wake != null) {
          wakes.add(wake);
        }
      } else {
        store.plan(stored.id(), Ticks.of(trigger.schedule()).after(stored.watermark()));
      }
    }
    existing.values().forEach(gone -> store.archive(gone.id(), now));
    armAfterCommit(wakes);
  }

  /** To be called when the Dag was archived: so are its triggers, with their ticks. */
  public void archive(UUID dag, Instant now) {
    store.ofDag(dag).forEach(trigger -> store.archive(trigger.id(), now));
  }

  private @Nullable Wake write(
      UUID dag,
      Trigger trigger,
      TriggerStore.@Nullable Stored stored,
      boolean paused,
      Instant now) {
    String config = Json.write(DagJson.schedule(trigger));
    String parameters = parameters(trigger);
    boolean isNew = stored == null || stored.archived();
    Instant watermark = isNew ? beginning(trigger.schedule(), now) : now;
    Instant next = Ticks.of(trigger.schedule()).after(watermark);
    if (stored == null) {
      store.insert(dag, trigger.name(), config, parameters, paused, watermark, next);
    } else {
      store.change(stored.id(), config, parameters, isNew ? paused : null, watermark, next);
    }
    return next == null ? null : Wake.at(next, now);
  }

  // Only who wants everything wants what lies before the trigger itself.
  private static Instant beginning(Schedule schedule, Instant now) {
    Instant start = schedule.start();
    return start != null && start.isBefore(now) && schedule.catchup() == Catchup.ALL
        ? start.minusSeconds(1)
        : now;
  }

  private static boolean differs(TriggerStore.Stored stored, Trigger trigger) {
    return !stored.config().equals(Json.write(DagJson.schedule(trigger)))
        || !stored.parameters().equals(parameters(trigger));
  }

  private static String parameters(Trigger trigger) {
    ObjectNode parameters = Json.object();
    trigger.parameters().forEach(parameters::set);
    return Json.write(parameters);
  }

  private static Map<String, Trigger> byName(@Nullable Dag dag) {
    Map<String, Trigger> triggers = new HashMap<>();
    if (dag != null) {
      dag.triggers().forEach(trigger -> triggers.put(trigger.name(), trigger));
    }
    return triggers;
  }

  private void armAfterCommit(List<Wake> wakes) {
    if (wakes.isEmpty()) {
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            alarm.arm(wakes);
          }
        });
  }
}
