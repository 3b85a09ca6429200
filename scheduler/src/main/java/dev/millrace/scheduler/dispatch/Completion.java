package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.StorableText;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an attempt ended, as its worker tells it.
 *
 * @param attempt which
 * @param epoch the lease's number
 * @param state {@code succeeded}, {@code failed}, {@code skipped}, {@code timed_out} or {@code
 *     cancelled}
 * @param cause whose doing a bad end was; null: {@code user}, or none for a good one
 * @param message for people; null: none
 * @param failedCell number among the cells with code, from 1; null: none
 * @param outputs small values by name
 * @param next the successors that a branch notebook chose; null: not a branch notebook
 * @param inputs the upstream files that were placed
 * @param artifacts the files it publishes
 * @param document digest of the output notebook's blob; null: none
 * @param notebookDigest digest of the input notebook; null: none
 * @param kernel the kernel's name; null: none
 * @param environmentDigest digest of its environment's lock; null: none
 * @param lastEvent number of the attempt's last event; 0: it has none
 */
public record Completion(
    UUID attempt,
    long epoch,
    AttemptState state,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable Integer failedCell,
    ObjectNode outputs,
    @Nullable List<String> next,
    List<UsedInput> inputs,
    List<PublishedArtifact> artifacts,
    @Nullable String document,
    @Nullable String notebookDigest,
    @Nullable String kernel,
    @Nullable String environmentDigest,
    long lastEvent) {
  /**
   * Copies the lists, and repairs the texts that cannot be stored; values are checked before.
   *
   * @throws IllegalArgumentException when {@code state} is none that a worker may report
   */
  public Completion {
    switch (state) {
      case SUCCEEDED, FAILED, SKIPPED, TIMED_OUT, CANCELLED -> {}
      case LEASED, RUNNING, LOST ->
          throw new IllegalArgumentException(
              "a completion cannot say '%s'; it says how the attempt ended"
                  .formatted(state.wireName()));
    }
    message = StorableText.cleanedOrNull(message);
    kernel = StorableText.cleanedOrNull(kernel);
    next = next == null ? null : next.stream().map(StorableText::cleaned).toList();
    inputs = List.copyOf(inputs);
    artifacts = List.copyOf(artifacts);
  }
}
