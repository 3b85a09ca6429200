package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Ticks;
import dev.millrace.dsl.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The triggers of a Dag: read, paused, resumed. */
public final class Triggers {
  private final TransactionOperations transactions;
  private final TriggerReads reads;
  private final TriggerRows rows;
  private final TriggerStore store;
  private final TickJudge judge;
  private final Alarm alarm;

  Triggers(
      TransactionOperations transactions,
      TriggerReads reads,
      TriggerRows rows,
      TriggerStore store,
      TickJudge judge,
      Alarm alarm) {
    this.transactions = transactions;
    this.reads = reads;
    this.rows = rows;
    this.store = store;
    this.judge = judge;
    this.alarm = alarm;
  }

  /** All that the Dag has by their names, then all that it had. */
  public List<TriggerRecord> ofDag(UUID dag) {
    return reads.ofDag(dag);
  }

  /** The one of that name, archived or not. */
  public Optional<TriggerRecord> find(UUID dag, String name) {
    return reads.find(dag, name);
  }

  /**
   * What became of its ticks, newest first.
   *
   * @param before only ticks before this instant; null: from the newest
   */
  public List<TickRecord> ticks(UUID trigger, @Nullable Instant before, int limit) {
    return reads.ticks(trigger, before, limit);
  }

  /** The next ticks from now on; none of an archived trigger. */
  public List<Instant> next(TriggerRecord trigger, int count) {
    List<Instant> next = new ArrayList<>();
    Trigger definition = trigger.definition();
    if (definition != null) {
      Ticks ticks = Ticks.of(definition.schedule());
      Instant tick = ticks.after(reads.now());
      while (tick != null && next.size() < count) {
        next.add(tick);
        tick = ticks.after(tick);
      }
    }
    return next;
  }

  /**
   * Pauses a trigger: what is due up to now still starts its runs, what falls due from now on is
   * missed. Pausing again changes nothing. Takes part in the caller's transaction if there is one.
   *
   * @return whether this call is what pauses it
   */
  public boolean pause(UUID trigger) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              List<TriggerFacts> active = rows.facts(rows.lock(trigger));
              active.forEach(this::judge);
              active.forEach(facts -> store.pause(facts.id()));
              return !active.isEmpty();
            }));
  }

  private void judge(TriggerFacts facts) {
    boolean more = judge.judge(facts).more();
    while (more) {
      more = judge.judge(rows.facts(List.of(facts.id())).getFirst()).more();
    }
  }

  /**
   * Resumes a trigger; what fell due since it was paused is judged as missed, soon after. Resuming
   * again changes nothing. Takes part in the caller's transaction if there is one.
   *
   * @return whether this call is what resumes it
   */
  public boolean resume(UUID dag, String name) {
    return Objects.requireNonNull(transactions.execute(status -> resumeLocked(dag, name)));
  }

  private boolean resumeLocked(UUID dag, String name) {
    Optional<TriggerStore.Stored> paused = store.lockPaused(dag, name);
    Trigger definition = reads.find(dag, name).map(TriggerRecord::definition).orElse(null);
    if (paused.isEmpty() || definition == null) {
      return false;
    }
    Instant now = reads.now();
    UUID id = paused.get().id();
    Instant next = Ticks.of(definition.schedule()).after(paused.get().watermark());
    store.resume(id, now, next);
    if (next != null) {
      armAfterCommit(Wake.at(next, now));
    }
    return true;
  }

  private void armAfterCommit(Wake wake) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            alarm.arm(List.of(wake));
          }
        });
  }
}
