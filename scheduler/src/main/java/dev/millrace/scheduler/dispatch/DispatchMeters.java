package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What dispatching tells of itself in figures; each server counts what went through it. */
final class DispatchMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;

  DispatchMeters(MeterRegistry registry) {
    this.registry = registry;
    // A counter that appears with its first event has never risen for who watches it.
    for (AttemptState state : AttemptState.values()) {
      if (state.isTerminal()) {
        causes(state).forEach(cause -> attempts(state, cause));
      }
    }
  }

  private static List<String> causes(AttemptState state) {
    return switch (state) {
      case FAILED -> List.of(cause(Cause.USER), cause(Cause.PLATFORM));
      case TIMED_OUT -> List.of(cause(Cause.TIMEOUT));
      case LOST -> List.of(cause(Cause.PLATFORM));
      case LEASED, RUNNING, SUCCEEDED, SKIPPED, CANCELLED -> List.of(cause(null));
    };
  }

  /**
   * A claim that leased something took that long, its wait for the pool's lock included; within a
   * transaction if that commits.
   */
  void claimed(String pool, Duration took) {
    afterCommit(
        () ->
            timer("millrace.claim", "Time that a claim takes which leases steps", pool)
                .record(took));
  }

  /** A step waited that long from the commit that made it ready until it was leased. */
  void hopped(String pool, Duration waited) {
    timer("millrace.hop", "Time from a step's being ready until a worker has it", pool)
        .record(waited.isNegative() ? Duration.ZERO : waited);
  }

  /** These attempts end if the transaction commits. */
  void ending(Collection<AttemptEnds.Ending> endings) {
    afterCommit(() -> endings.forEach(ending -> ended(ending.end(), ending.cause())));
  }

  private static void afterCommit(Runnable counting) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      counting.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            counting.run();
          }
        });
  }

  /** This run has ended and is committed. */
  void runEnded(RunTransactions.ClosedRun run) {
    EndedRuns.counter(registry, run.names().project(), run.names().dag(), run.state()).increment();
  }

  private void ended(AttemptState state, @Nullable Cause cause) {
    attempts(state, cause(cause)).increment();
  }

  private Counter attempts(AttemptState state, String cause) {
    return registry.counter("millrace.attempts.ended", "state", state.wireName(), "cause", cause);
  }

  private static String cause(@Nullable Cause cause) {
    return cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT);
  }

  private Timer timer(String name, String description, String pool) {
    return Timer.builder(name)
        .description(description)
        .tag("pool", pool)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
