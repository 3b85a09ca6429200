package dev.millrace.dsl.validation;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.RetryPolicy;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges numbers and durations. */
final class RangeCheck implements DagValidator.Check {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final double MAX_BACKOFF = 100;

  @Override
  public void check(Dag dag, Findings findings) {
    checkInt(dag.maxActiveRuns(), IntRange.ACTIVE_RUNS, Pointer.ROOT, "maxActiveRuns", findings);
    checkInt(dag.maxActiveSteps(), IntRange.ACTIVE_STEPS, Pointer.ROOT, "maxActiveSteps", findings);
    checkLimit(dag.timeout(), Pointer.ROOT, "timeout", findings);
    checkDefaults(dag.defaults(), findings);
    dag.steps().values().forEach(step -> checkStep(step, findings));
  }

  private static void checkDefaults(Defaults defaults, Findings findings) {
    Pointer at = Pointer.ROOT.child("defaults");
    checkRetries(defaults.retries(), at, findings);
    checkLimit(defaults.timeout(), at, "timeout", findings);
    checkLimit(defaults.cellTimeout(), at, "cellTimeout", findings);
    checkInt(defaults.priority(), IntRange.PRIORITY, at, "priority", findings);
    checkInt(defaults.slots(), IntRange.SLOTS, at, "slots", findings);
  }

  private static void checkStep(Step step, Findings findings) {
    Pointer at = Pointer.step(step.id());
    StepSettings settings = step.settings();
    checkRetries(settings.retries(), at, findings);
    checkLimit(settings.timeout(), at, "timeout", findings);
    checkInt(settings.priority(), IntRange.PRIORITY, at, "priority", findings);
    checkInt(settings.slots(), IntRange.SLOTS, at, "slots", findings);
    if (step instanceof NotebookStep notebook) {
      checkLimit(notebook.task().cellTimeout(), at, "cellTimeout", findings);
    } else if (step instanceof BranchStep branch
        && branch.choice() instanceof BranchChoice.ByNotebook decider) {
      checkLimit(decider.task().cellTimeout(), at.child("branch"), "cellTimeout", findings);
    }
  }

  private static void checkRetries(@Nullable RetryPolicy policy, Pointer at, Findings findings) {
    if (policy == null) {
      return;
    }
    Pointer retries = at.child("retries");
    checkInt(policy.user(), IntRange.RETRIES, retries, "user", findings);
    checkWait(policy.delay(), retries, "delay", findings);
    checkWait(policy.maxDelay(), retries, "maxDelay", findings);
    if (!(policy.backoff() >= 1 && policy.backoff() <= MAX_BACKOFF)) {
      findings.error(
          ProblemCode.RANGE,
          retries.child("backoff"),
          "'backoff' must be a number from 1 to 100, not %s".formatted(policy.backoff()));
    }
  }

  private static void checkInt(
      @Nullable Integer value, IntRange range, Pointer at, String field, Findings findings) {
    if (value != null && !range.contains(value)) {
      String name = field.equals("user") ? "retries" : field;
      findings.error(
          ProblemCode.RANGE,
          at.child(field),
          "'%s' must be a whole number %s, not %d".formatted(name, range, value));
    }
  }

  private static void checkLimit(
      @Nullable Duration value, Pointer at, String field, Findings findings) {
    if (value != null && (value.isZero() || isOutside(value))) {
      findings.error(
          ProblemCode.DURATION,
          at.child(field),
          "'%s' must be longer than nothing and at most 365 days, not %s".formatted(field, value),
          "write 90s, 10m or 2h; to set no limit, remove the field");
    }
  }

  private static void checkWait(Duration value, Pointer at, String field, Findings findings) {
    if (isOutside(value)) {
      findings.error(
          ProblemCode.DURATION,
          at.child(field),
          "'%s' must be at least 0s and at most 365 days, not %s".formatted(field, value),
          "write 10s, 5m or 1h");
    }
  }

  private static boolean isOutside(Duration value) {
    return value.isNegative() || value.compareTo(LONGEST) > 0;
  }
}
