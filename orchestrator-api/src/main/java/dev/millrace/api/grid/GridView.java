package dev.millrace.api.grid;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.grid.GridPage;
import dev.millrace.scheduler.grid.GridRun;
import dev.millrace.scheduler.grid.GridStep;
import dev.millrace.scheduler.grid.GridTick;
import dev.millrace.scheduler.grid.RunHead;
import dev.millrace.scheduler.store.RunFeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a Dag's grid.
 *
 * @param topic what to follow in the live stream for what changes after this answer
 * @param steps the steps of all its runs, in topological order
 * @param runs newest first
 * @param ticks those that started no run; by their ids they have a place between the runs
 * @param next the page before is asked for with {@code before=<next>}; absent: there is none
 */
record GridView(
    String topic,
    List<StepRow> steps,
    List<RunColumn> runs,
    List<TickColumn> ticks,
    @Nullable UUID next) {

  /** A step that some of the runs have. */
  record StepRow(String id, @Nullable String title, @Nullable String group) {
    static StepRow of(GridStep step) {
      return new StepRow(step.id(), step.title(), step.group());
    }
  }

  /**
   * A run. Its lists have one place for each step.
   *
   * @param triggerKind what started it, as {@code manual} or {@code schedule}
   * @param states a letter for each step: w waiting, q ready, r running, t waits for a retry, s
   *     succeeded, f failed, k skipped, u upstream failed, c cancelled; a dot where the run does
   *     not have the step
   * @param seconds what each step took; -1 for one that has not ended or never started
   * @param attempts how often each step was tried
   */
  record RunColumn(
      UUID id,
      Instant logicalTime,
      RunState state,
      String triggerKind,
      @Nullable String trigger,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      String states,
      List<BigDecimal> seconds,
      List<Integer> attempts) {
    private static final BigDecimal NONE = BigDecimal.valueOf(-1);

    static RunColumn of(GridRun run) {
      RunHead head = run.head();
      return new RunColumn(
          head.id(),
          head.times().logical(),
          head.state(),
          head.triggerKind(),
          head.trigger(),
          head.times().created(),
          head.times().started(),
          head.times().ended(),
          run.states(),
          run.seconds().stream().map(took -> took == null ? NONE : took).toList(),
          run.attempts());
    }
  }

  /**
   * A tick that started no run, or several that follow each other.
   *
   * @param until the last of several
   * @param outcome skipped, paused or error
   */
  record TickColumn(
      UUID id,
      String trigger,
      String tick,
      @Nullable String until,
      int count,
      String outcome,
      @Nullable String reason) {
    static TickColumn of(GridTick tick) {
      return new TickColumn(
          tick.id(),
          tick.trigger(),
          tick.tick(),
          tick.until(),
          tick.count(),
          tick.outcome(),
          tick.reason());
    }
  }

  static GridView of(UUID dag, GridPage page) {
    RunFeed.Position position = page.position();
    return new GridView(
        "dag:%s@%d-%d-%d".formatted(dag, position.generation(), position.tx(), position.id()),
        page.steps().stream().map(StepRow::of).toList(),
        page.runs().stream().map(RunColumn::of).toList(),
        page.ticks().stream().map(TickColumn::of).toList(),
        page.next());
  }
}
