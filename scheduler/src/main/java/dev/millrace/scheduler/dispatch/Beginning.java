package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.ExpressionReads.RunContext;
import dev.millrace.scheduler.engine.Decider;
import dev.millrace.scheduler.engine.Decision;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.engine.RunView;
import dev.millrace.scheduler.store.RunDefinition;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run begins with, decided before any of it is written: so its rows are inserted as they are
 * to be, and not changed a moment later.
 *
 * @param admitted the steps that go to the queue at once
 */
record Beginning(RunProgress progress, Consequences consequences, BitSet admitted) {
  private static final Logger log = LoggerFactory.getLogger(Beginning.class);

  /**
   * Decides the first steps.
   *
   * @return empty when that is not all that is to be done at once: the run ends as it begins, or it
   *     cannot be decided. Then it is decided once it is written, under its lock, by {@link
   *     RunTransactions}
   */
  static Optional<Beginning> of(RunDefinition definition, RunContext context) {
    RunPlan plan = definition.plan();
    StepStarts.Evaluator evaluator = StepStarts.ofNew(context, definition);
    Decision decision;
    try {
      decision =
          new Decider(plan).start(RunView.untouched(plan), RunProgress.untouched(plan), evaluator);
    } catch (RuntimeException | StackOverflowError e) {
      log.debug(
          "a run of version {} is decided again once it is written", definition.own().id(), e);
      return Optional.empty();
    }
    if (decision.runEnd().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Beginning(
            decision.progress(),
            Consequences.of(plan, decision, evaluator),
            admitted(definition, decision.readied())));
  }

  // As many as the run may have active, in the order in which later ones are admitted.
  private static BitSet admitted(RunDefinition definition, BitSet readied) {
    Integer most = definition.own().dag().maxActiveSteps();
    if (most == null || readied.cardinality() <= most) {
      return readied;
    }
    BitSet admitted = new BitSet();
    readied.stream()
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer step) -> -priority(definition, step))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .forEach(admitted::set);
    return admitted;
  }

  private static int priority(RunDefinition definition, int step) {
    return definition.step(definition.plan().name(step)).priority();
  }
}
