package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.RerunRefusedException.Reason;
import dev.millrace.scheduler.engine.Machines;
import dev.millrace.scheduler.engine.Reopening;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets steps of a run go again, in the same run. What they were before stays readable: their
 * attempts, and their ends in {@code step_end}.
 */
public final class Reruns {
  private final TransactionOperations transactions;
  private final Definitions definitions;
  private final DagGate gate;
  private final RunTransactions runs;
  private final StepPlaces places;
  private final HotSql sql;
  private final RerunSql reruns;

  Reruns(
      TransactionOperations transactions,
      Definitions definitions,
      DagGate gate,
      RunTransactions runs,
      StepPlaces places,
      HotSql sql,
      RerunSql reruns) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.gate = gate;
    this.runs = runs;
    this.places = places;
    this.sql = sql;
    this.reruns = reruns;
  }

  /**
   * Reopens the steps with fresh budgets. A run that had ended goes on, or is queued when its Dag's
   * limit is reached; one that runs goes on running. Takes part in the caller's transaction if
   * there is one.
   *
   * @throws NoSuchRunException when there is no such run
   * @throws RerunRefusedException when the steps cannot go again; nothing was changed
   * @throws RunRefusedException when the Dag is archived or quarantined
   * @throws InvalidParametersException when the run's parameters do not fit the newest version
   */
  public Rerun rerun(NewRerun wanted) {
    return locked(wanted, (dag, edit) -> reopen(wanted, dag, edit, prepare(wanted, dag, edit)));
  }

  /** What {@link #rerun} would do, and refuse, now; changes nothing. */
  public Rerun preview(NewRerun wanted) {
    return locked(
        wanted,
        (dag, edit) -> {
          Prepared prepared = prepare(wanted, dag, edit);
          refuseLive(wanted, prepared, reruns.leased(prepared.ids()));
          return prepared.answer(wanted.run());
        });
  }

  @FunctionalInterface
  private interface Work {
    Rerun under(DagGate.Locked dag, RunEdit edit);
  }

  // The Dag's lock first: a reopened run counts as active again.
  private Rerun locked(NewRerun wanted, Work work) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              UUID dag =
                  reruns
                      .dagOf(wanted.run())
                      .orElseThrow(() -> new NoSuchRunException(wanted.run()));
              DagGate.Locked locked = gate.lock(dag);
              return runs.within(wanted.run(), edit -> work.under(locked, edit))
                  .orElseThrow(() -> new NoSuchRunException(wanted.run()));
            }));
  }

  /** What is going to happen. */
  private record Prepared(
      int number,
      List<RerunSql.Row> all,
      List<String> picked,
      BitSet touched,
      @Nullable RerunBasis basis) {
    List<RerunSql.Row> rows() {
      return touched.stream().mapToObj(all::get).toList();
    }

    List<UUID> ids() {
      return rows().stream().map(RerunSql.Row::id).toList();
    }

    Rerun answer(UUID run) {
      return new Rerun(
          run,
          number,
          rows().stream()
              .map(row -> new ReopenedStep(row.step(), row.mapPath(), row.state()))
              .toList());
    }
  }

  private Prepared prepare(NewRerun wanted, DagGate.Locked dag, RunEdit edit) {
    requireOpen(edit);
    RunPlan plan = edit.plan();
    List<RerunSql.Row> all = reruns.steps(wanted.run());
    BitSet picked = picked(wanted, plan, all);
    BitSet touched = Reopening.touched(plan, picked, wanted.upstream(), wanted.downstream());
    return new Prepared(
        edit.header().rerun() + 1,
        all,
        picked.stream().mapToObj(plan::name).toList(),
        touched,
        wanted.version() == NewRerun.Version.LATEST
            ? latest(wanted, dag, edit.definition().own(), touched)
            : null);
  }

  private static void requireOpen(RunEdit edit) {
    RunState state = edit.header().state();
    if (state == RunState.QUEUED) {
      throw new RerunRefusedException(
          Reason.RUN_NOT_OPEN,
          "run %s has not started yet: none of its steps has anything to repeat"
              .formatted(edit.run()),
          List.of(),
          "cancel it and start another one if it is the wrong run");
    }
    if (!state.isTerminal() && edit.isStopping()) {
      throw new RerunRefusedException(
          Reason.RUN_NOT_OPEN,
          "run %s is being stopped".formatted(edit.run()),
          List.of(),
          "rerun it once its last live step has ended");
    }
  }

  private static BitSet picked(NewRerun wanted, RunPlan plan, List<RerunSql.Row> all) {
    List<String> unknown = plan.unknown(wanted.steps());
    if (!unknown.isEmpty()) {
      throw new RerunRefusedException(
          Reason.STEP_UNKNOWN,
          "run %s has no step '%s'".formatted(wanted.run(), String.join("', '", unknown)),
          List.of(),
          "`millrace steps %s` lists those it has".formatted(wanted.run()));
    }
    BitSet picked = new BitSet();
    for (RerunSql.Row row : all) {
      boolean asked = wanted.steps().isEmpty() || wanted.steps().contains(row.step());
      if (asked && wanted.only().picks(row.state())) {
        picked.set(row.ordinal());
      }
    }
    if (picked.isEmpty()) {
      throw new RerunRefusedException(
          Reason.NOTHING_TO_RERUN,
          "no step of run %s %s"
              .formatted(
                  wanted.run(), wanted.only() == Reopening.Only.SKIPPED ? "was skipped" : "failed"),
          List.of(),
          "name the steps that are to go again");
    }
    return picked;
  }

  private RerunBasis latest(NewRerun wanted, DagGate.Locked dag, Definition own, BitSet touched) {
    Definition newest = definitions.version(dag.version(null));
    List<String> differences = new EdgeCheck(own.plan(), newest.plan()).differences(touched);
    if (!differences.isEmpty()) {
      throw new RerunRefusedException(
          Reason.EDGES_DIFFER,
          "version %d of Dag '%s' links the steps of the run in another way than version %d: %s"
              .formatted(newest.number(), dag.name(), own.number(), String.join("; ", differences)),
          differences,
          "rerun with version original, or start a new run");
    }
    ObjectNode given = reruns.given(wanted.run());
    RunParameters parameters =
        dag.implicit()
            ? RunParameters.free(newest.dag(), given)
            : RunParameters.resolve(newest.dag().parameters(), given);
    RerunSql.Head head = reruns.head(wanted.run()).orElse(null);
    return new RerunBasis(
        newest,
        head == null ? null : head.deployment(),
        head == null ? null : head.snapshot(),
        parameters.values());
  }

  private static void refuseLive(NewRerun wanted, Prepared prepared, Set<UUID> leased) {
    List<String> live =
        prepared.rows().stream()
            .filter(row -> row.state() == StepState.RUNNING || leased.contains(row.id()))
            .map(
                row ->
                    "step '%s' %s"
                        .formatted(
                            row.step(),
                            row.state() == StepState.RUNNING ? "is running" : "is with a worker"))
            .toList();
    if (!live.isEmpty()) {
      throw new RerunRefusedException(
          Reason.STEPS_LIVE,
          "run %s cannot be reopened there: %s".formatted(wanted.run(), String.join(", ", live)),
          live,
          "wait until they have ended, cancel the run, or leave out what comes after the steps");
    }
  }

  private Rerun reopen(NewRerun wanted, DagGate.Locked dag, RunEdit edit, Prepared prepared) {
    Set<UUID> withdrawn = reruns.withdraw(prepared.ids());
    Set<UUID> leased = new HashSet<>();
    for (RerunSql.Row row : prepared.rows()) {
      if (row.admitted() && !withdrawn.contains(row.id())) {
        leased.add(row.id());
      }
    }
    refuseLive(wanted, prepared, leased);

    boolean ended = edit.header().state().isTerminal();
    RunDefinition definition = definition(edit.definition(), prepared);
    Reopening reopening =
        Reopening.of(
            definition.plan(), step -> prepared.all().get(step).state(), prepared.touched());
    reruns.note(wanted, prepared.number(), prepared.picked(), prepared.basis());
    reruns.reopen(wanted.run(), prepared.number(), prepared.ids());
    places.place(wanted.run(), definition, prepared.touched().stream());
    sql.steps()
        .writeDecided(
            reopening.facts().stream()
                .map(
                    facts ->
                        new StepSql.DecidedWrite(
                            prepared.all().get(facts.step()).id(), Consequences.Verdict.of(facts)))
                .toList());
    edit.reopen(definition, reopening.progress());
    note(wanted, edit, prepared);
    goOn(dag, edit, ended);
    return prepared.answer(wanted.run());
  }

  private static RunDefinition definition(RunDefinition before, Prepared prepared) {
    Map<String, RunDefinition.Newer> newer = new HashMap<>();
    for (RerunSql.Row row : prepared.all()) {
      if (prepared.touched().get(row.ordinal())) {
        if (prepared.basis() != null) {
          newer.put(
              row.step(),
              new RunDefinition.Newer(prepared.number(), prepared.basis().definition()));
        }
      } else if (before.basis(row.step()) > 0) {
        newer.put(
            row.step(), new RunDefinition.Newer(before.basis(row.step()), before.of(row.step())));
      }
    }
    return new RunDefinition(before.own(), newer);
  }

  private static void note(NewRerun wanted, RunEdit edit, Prepared prepared) {
    ObjectNode data =
        Json.object()
            .put("number", prepared.number())
            .put("by", wanted.by())
            .put("version", wanted.version().name().toLowerCase(Locale.ROOT));
    if (wanted.reason() != null) {
      data.put("reason", wanted.reason());
    }
    edit.event("run_reopened", data);
    List<RerunSql.Row> touched = new ArrayList<>(prepared.rows());
    touched.removeIf(row -> row.state() == StepState.WAITING);
    touched.forEach(
        row ->
            edit.event(
                "step_reopened",
                RunEvents.step(row.step()).put("state", StepState.WAITING.wireName())));
  }

  private void goOn(DagGate.Locked dag, RunEdit edit, boolean ended) {
    RunState state = edit.header().state();
    if (!ended) {
      edit.resume();
    } else if (gate.admits(dag, edit.run(), reruns.isAlone(edit.run()))) {
      Machines.RUN.require(state, RunState.RUNNING);
      edit.start();
    } else {
      Machines.RUN.require(state, RunState.QUEUED);
    }
  }
}
