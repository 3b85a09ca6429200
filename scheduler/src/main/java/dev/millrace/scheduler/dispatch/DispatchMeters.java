package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
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

  private void ended(AttemptState state, @Nullable Cause cause) {
    registry
        .counter(
            "millrace.attempts.ended",
            "state",
            state.wireName(),
            "cause",
            cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private Timer timer(String name, String description, String pool) {
    return Timer.builder(name)
        .description(description)
        .tag("pool", pool)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
