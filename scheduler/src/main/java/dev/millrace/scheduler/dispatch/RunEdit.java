package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.engine.RunProgress.Course;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepEnd;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.RunDefinitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one transaction does to one run whose lock it holds: gathered first, written once by {@link
 * RunTransactions} when the work is done.
 */
final class RunEdit {
  private final RunHeader header;
  private final RunDefinitions definitions;
  private final RunSql.Locked locked;
  private final List<RunSql.NewEvent> events = new ArrayList<>();
  private final List<StepSql.TriedWrite> tried = new ArrayList<>();
  private final List<StepEnd> ends = new ArrayList<>();
  private final Set<BellKey> rings = new LinkedHashSet<>();
  private RunProgress progress;
  private boolean starting;
  private boolean judging;
  private boolean admitting;
  private boolean quarantined;
  private boolean resuming;
  private @Nullable RunDefinition reopened;
  private @Nullable String notTo;

  RunEdit(RunHeader header, RunDefinitions definitions, RunSql.Locked locked) {
    this.header = header;
    this.definitions = definitions;
    this.quarantined = header.quarantined();
    this.locked = locked;
    this.progress = locked.progress();
  }

  UUID run() {
    return header.run();
  }

  RunHeader header() {
    return header;
  }

  /**
   * What the run does; read when it is first needed, so that a run can be cancelled whose
   * definition is broken.
   */
  RunDefinition definition() {
    return reopened == null
        ? definitions.of(header.run(), header.dagVersion(), header.rerun())
        : reopened;
  }

  RunPlan plan() {
    return definition().plan();
  }

  RunSql.Locked locked() {
    return locked;
  }

  RunProgress progress() {
    return progress;
  }

  /** Whether the run is cancelled or timed out, so that nothing of it starts any more. */
  boolean isStopping() {
    return progress.course() != Course.BY_LEAVES;
  }

  /** Whether steps of the run may be admitted after this edit. */
  boolean isRunning() {
    return (header.state() == RunState.RUNNING || starting) && !isStopping() && !quarantined;
  }

  /** Whether the run is quarantined: it cannot be decided, and nothing of it starts. */
  boolean isQuarantined() {
    return quarantined;
  }

  /** From now on the run is quarantined. */
  void quarantine() {
    quarantined = true;
  }

  /** The run leaves the queue of runs, or goes on after its end: its first steps are decided. */
  void start() {
    starting = true;
    event("run_started", Json.object());
    if (header.rerun() > 0 || reopened != null) {
      resume();
    } else {
      judging = true;
      admitting = true;
    }
  }

  /**
   * A rerun reopened steps, and with them, if it had ended, the run.
   *
   * @param definition what the run does from now on
   * @param open its progress with the reopened steps unfinished
   */
  void reopen(RunDefinition definition, RunProgress open) {
    reopened = definition;
    progress = open;
    quarantined = false;
  }

  /** All that waits is judged: steps of the run were reopened. */
  void resume() {
    resuming = true;
    judging = true;
    admitting = true;
  }

  /** Whether a decision is to look at all that waits. */
  boolean isResuming() {
    return resuming;
  }

  boolean isStarting() {
    return starting;
  }

  /** A cancel or timeout ended that many steps that were not with a worker. */
  void stop(Course course, int ended) {
    progress = progress.stopped(course, ended);
    judging = true;
  }

  /** An attempt of a step ended, and so, perhaps, did the step. */
  void tried(StepSql.TriedWrite write, @Nullable StepEnd end) {
    tried.add(write);
    if (end != null) {
      ends.add(end);
      judging = true;
    }
    admitting = true;
  }

  /** Whether a step of this edit waits for its next try. */
  boolean hasRetries() {
    return tried.stream().anyMatch(write -> write.state() == StepState.RETRY_WAIT);
  }

  /** Steps may be admitted that were not: something got ready or left the queue. */
  void admit() {
    admitting = true;
  }

  /** As {@link #admit()}, but none to that pool. */
  void admitElsewhere(String pool) {
    admitting = true;
    notTo = pool;
  }

  void event(String kind, ObjectNode data) {
    events.add(new RunSql.NewEvent(kind, data));
  }

  void event(RunSql.NewEvent event) {
    events.add(event);
  }

  /** Rings after the commit. */
  void ring(BellKey key) {
    rings.add(key);
  }

  /** The run's progress after the decision. */
  void progress(RunProgress decided) {
    progress = decided;
  }

  boolean isJudging() {
    return judging;
  }

  boolean isAdmitting() {
    return admitting;
  }

  @Nullable String notTo() {
    return notTo;
  }

  List<RunSql.NewEvent> events() {
    return events;
  }

  List<StepSql.TriedWrite> tried() {
    return tried;
  }

  List<StepEnd> ends() {
    return ends;
  }

  Set<BellKey> rings() {
    return rings;
  }
}
