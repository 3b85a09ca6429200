package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.Decider;
import dev.millrace.scheduler.engine.Decision;
import dev.millrace.scheduler.engine.Outcome;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinitions;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one way to change a run's steps: lock the run, gather what happens, decide what follows,
 * write it all, ring after the commit. Everything else here is an operation that runs inside.
 */
final class RunTransactions {
  private final TransactionOperations transactions;
  private final HotSql sql;
  private final RunDefinitions definitions;
  private final StepStarts starts;
  private final RunOutputs outputs;
  private final Quarantine quarantine;
  private final Bell bell;
  private final List<Consumer<ClosedRun>> closed = new CopyOnWriteArrayList<>();

  RunTransactions(
      TransactionOperations transactions,
      HotSql sql,
      RunDefinitions definitions,
      StepStarts starts,
      RunOutputs outputs,
      Quarantine quarantine,
      Bell bell) {
    this.transactions = transactions;
    this.sql = sql;
    this.definitions = definitions;
    this.starts = starts;
    this.outputs = outputs;
    this.quarantine = quarantine;
    this.bell = bell;
  }

  /**
   * A run that a commit of this process ended.
   *
   * @param dag its Dag's id
   * @param names those of its project and Dag
   */
  record ClosedRun(UUID dag, RunSql.Ended names, RunState state) {}

  /** Adds a listener, which gets every run that a commit of this process ended. */
  void whenClosed(Consumer<ClosedRun> listener) {
    closed.add(listener);
  }

  /**
   * Does the work under the run's lock, in the caller's transaction if there is one.
   *
   * @return what the work returns; empty when there is no such run
   */
  <T> Optional<T> within(UUID run, Function<RunEdit, T> work) {
    return within(run, work, UnaryOperator.identity());
  }

  /**
   * As {@link #within(UUID, Function)}.
   *
   * @param last comes in the same transaction when all that follows from the work is written; must
   *     wait for nobody, since it has the run's lock
   * @return what the last returns
   */
  <T, U> Optional<U> within(UUID run, Function<RunEdit, T> work, Function<T, U> last) {
    try {
      return within(run, null, work, last);
    } catch (UndecidableException e) {
      if (TransactionSynchronizationManager.isActualTransactionActive()) {
        throw e; // the caller's transaction cannot go on either
      }
      return within(run, e.fault(), work, last);
    }
  }

  private <T, U> Optional<U> within(
      UUID run, @Nullable RuntimeException fault, Function<RunEdit, T> work, Function<T, U> last) {
    Optional<U> result =
        transactions.execute(
            status ->
                sql.runs()
                    .lock(run)
                    .map(locked -> work(sql.runs().header(run), locked, fault, work))
                    .map(last));
    return result == null ? Optional.empty() : result;
  }

  private <T> T work(
      RunHeader header,
      RunSql.Locked locked,
      @Nullable RuntimeException fault,
      Function<RunEdit, T> work) {
    var edit = new RunEdit(header, definitions, locked);
    if (fault != null) {
      quarantine.quarantine(edit, fault);
    }
    T done = work.apply(edit);
    conclude(edit);
    return done;
  }

  private void conclude(RunEdit edit) {
    if (!edit.tried().isEmpty()) {
      sql.steps().writeTried(edit.tried());
    }
    if (edit.isStarting()) {
      Long timeout = quarantine.judge(edit, () -> timeout(edit)).flatMap(t -> t).orElse(null);
      sql.runs().start(edit.run(), timeout);
    }
    Optional<RunState> end = edit.isJudging() ? judge(edit) : Optional.empty();
    if (edit.isRunning() && end.isEmpty()) {
      admit(edit);
    }
    end.ifPresent(state -> close(edit, state));
    write(edit);
    ring(edit);
  }

  private static Optional<Long> timeout(RunEdit edit) {
    return Optional.ofNullable(edit.definition().timeout()).map(Duration::toMillis);
  }

  private Optional<RunState> judge(RunEdit edit) {
    return quarantine
        .judge(edit, () -> decide(edit))
        .map(decided -> apply(edit, decided))
        .orElseGet(() -> count(edit));
  }

  // What follows in a quarantined run cannot be decided: its ends are only counted, so that a
  // cancelled one knows when its last step has ended.
  private static Optional<RunState> count(RunEdit edit) {
    edit.progress(edit.progress().closed(edit.ends().size()));
    return edit.isStopping() ? edit.progress().endIfDone() : Optional.empty();
  }

  private record Decided(Decision decision, StepView view, StepStarts.Evaluator evaluator) {}

  private Decided decide(RunEdit edit) {
    var view = new StepView(edit.run(), edit.plan(), sql.steps());
    var decider = new Decider(edit.plan());
    StepStarts.Evaluator evaluator = starts.of(edit.run(), edit.definition());
    Decision decision =
        edit.isResuming()
            ? resume(edit, decider, view, evaluator)
            : edit.isStarting()
                ? decider.start(view, edit.progress(), evaluator)
                : decider.after(edit.ends(), view, edit.progress(), evaluator);
    return new Decided(decision, view, evaluator);
  }

  private Decision resume(
      RunEdit edit, Decider decider, StepView view, StepStarts.Evaluator evaluator) {
    var waiting = new BitSet();
    Map<Integer, Outcome> remembered = new HashMap<>();
    for (StepSql.Resumed step : sql.steps().loadResumed(edit.run())) {
      if (step.choice() == null) {
        waiting.set(step.ordinal());
      } else {
        remembered.put(step.ordinal(), edit.plan().outcome(step.ordinal(), step.choice()));
      }
    }
    return decider.resume(waiting, remembered, view, edit.progress(), evaluator);
  }

  private Optional<RunState> apply(RunEdit edit, Decided decided) {
    Decision decision = decided.decision();
    edit.progress(decision.progress());
    Consequences follow = Consequences.of(edit.plan(), decision, decided.evaluator());
    follow.events().forEach(edit::event);
    if (!follow.verdicts().isEmpty()) {
      sql.steps()
          .writeDecided(
              follow.verdicts().stream()
                  .map(
                      verdict ->
                          new StepSql.DecidedWrite(
                              decided.view().id(verdict.facts().step()), verdict))
                  .toList());
    }
    if (!decision.readied().isEmpty()) {
      edit.admit();
    }
    return decision.runEnd();
  }

  // Also readies retries that are due: whoever holds the run's lock anyway saves the sweep a
  // transaction.
  private void admit(RunEdit edit) {
    boolean due = edit.header().retriesDue() || edit.hasRetries();
    for (String step : due ? sql.steps().readyDue(edit.run()) : List.<String>of()) {
      edit.event("step_ready", RunEvents.step(step));
      edit.admit();
    }
    if (!edit.isAdmitting()) {
      return;
    }
    Integer max = edit.header().maxActiveSteps();
    Integer limit = max == null ? null : Math.max(0, max - sql.queue().count(edit.run()));
    List<String> pools = sql.queue().admit(edit.run(), limit, edit.notTo());
    if (pools.isEmpty() && edit.notTo() != null) {
      // The steps of other pools, for which room was made, are gone meanwhile. A run that has
      // nothing in the queue would never be looked at again.
      pools = sql.queue().admit(edit.run(), limit, null);
    }
    pools.stream().distinct().forEach(pool -> edit.ring(BellKey.pool(pool)));
  }

  private void close(RunEdit edit, RunState state) {
    RunOutputs.Computed result =
        quarantine.judge(edit, () -> outputs.of(edit)).orElse(RunOutputs.Computed.NONE);
    RunSql.Ended ended = sql.runs().end(edit.run(), state, result);
    result
        .absent()
        .forEach(
            (name, reason) ->
                edit.event(
                    "output_absent", Json.object().put("output", name).put("message", reason)));
    edit.event(
        "run_ended", Json.object().put("state", state.wireName()).put("message", ended.text()));
    var run = new ClosedRun(edit.header().dag(), ended, state);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            closed.forEach(listener -> listener.accept(run));
          }
        });
  }

  private void write(RunEdit edit) {
    if (!edit.events().isEmpty()) {
      sql.runs().append(edit.run(), edit.progress(), edit.locked().nextSeq(), edit.events());
      edit.ring(BellKey.run(edit.run()));
      edit.ring(BellKey.runs());
    } else if (!edit.progress().equals(edit.locked().progress())) {
      sql.runs().advance(edit.run(), edit.progress());
    }
  }

  private void ring(RunEdit edit) {
    edit.rings().forEach(bell::ring);
  }
}
