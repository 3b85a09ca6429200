package dev.millrace.scheduler.why;

import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.StepState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds a step up within its run, or on its way into the code that it runs. */
public sealed interface StepReason extends Reason {
  /** A step of a run that has not started. */
  record RunQueued() implements StepReason {
    @Override
    public Code code() {
      return Code.RUN_QUEUED;
    }

    @Override
    public String text() {
      return "its run is queued";
    }

    @Override
    public String unblock() {
      return "the start of the run; the reasons of the run say what it waits for";
    }
  }

  /** A step whose rule is not met: these upstream steps have not ended. */
  record TriggerRuleUnmet(TriggerRule rule, List<Upstream> unfinished) implements StepReason {
    /** An upstream step that has not ended. */
    public record Upstream(String step, StepState state) {
      @Override
      public String toString() {
        return "'%s' (%s)".formatted(step, state.wireName());
      }
    }

    @Override
    public Code code() {
      return Code.TRIGGER_RULE;
    }

    @Override
    public String text() {
      return "its trigger rule %s waits for %s".formatted(rule.wireName(), Words.list(unfinished));
    }

    @Override
    public String unblock() {
      return "the end of %s".formatted(unfinished.size() == 1 ? "that step" : "those steps");
    }
  }

  /** A step that may start, in a run that has as many active steps as it may have. */
  record MaxActiveSteps(int limit, List<String> active) implements StepReason {
    @Override
    public Code code() {
      return Code.MAX_ACTIVE_STEPS;
    }

    @Override
    public String text() {
      return "its run has %d active steps, as many as maxActiveSteps lets it have: %s"
          .formatted(limit, Words.list(Words.quoted(active)));
    }

    @Override
    public String unblock() {
      return "the end of one of them";
    }
  }

  /** A step whose row cannot be leased; it fails with the next sweep. */
  record Poisoned(UUID row, String failure) implements StepReason {
    @Override
    public Code code() {
      return Code.QUARANTINED;
    }

    @Override
    public String text() {
      return "row %s of step_queue cannot be leased: %s".formatted(row, failure);
    }

    @Override
    public String unblock() {
      return "nothing: the step fails within seconds; a rerun of the steps before it computes its"
          + " values again";
    }
  }

  /** A step that tries again later. */
  record RetryDelay(Instant at, @Nullable String failure) implements StepReason {
    @Override
    public Code code() {
      return Code.RETRY_DELAY;
    }

    @Override
    public String text() {
      return "it tries again at %s%s".formatted(at, failure == null ? "" : " after: " + failure);
    }

    @Override
    public String unblock() {
      return "that moment, or a rerun of the step, which starts it at once";
    }
  }

  /** A step whose worker has not told that it starts. */
  record Leased(@Nullable String worker, Instant since, @Nullable Instant until)
      implements StepReason {
    @Override
    public Code code() {
      return Code.LEASED;
    }

    @Override
    public String text() {
      return "worker %s was given it at %s and has not reported its start"
          .formatted(Words.worker(worker), since);
    }

    @Override
    public String unblock() {
      return "the worker's report%s"
          .formatted(
              until == null
                  ? ""
                  : "; a worker that stays silent until %s loses it to another".formatted(until));
    }
  }

  /** A step whose worker makes things ready for it. */
  record Preparing(@Nullable AttemptPhase phase, @Nullable String worker, Instant since)
      implements StepReason {
    @Override
    public Code code() {
      return Code.PREPARING;
    }

    @Override
    public String text() {
      return "worker %s has been %s since %s".formatted(Words.worker(worker), doing(), since);
    }

    private String doing() {
      return switch (phase) {
        case null -> "making it ready";
        case FILES -> "placing its files";
        case ENVIRONMENT -> "building its environment";
        case KERNEL -> "starting its kernel or process";
        case CELLS -> "running it";
      };
    }

    @Override
    public String unblock() {
      return "the end of that; the attempt's log shows how far it is, and a limit ends it as a fault"
          + " of the platform";
    }
  }
}
