package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How an attempt ended, as a worker tells it: the state, and what a test adds to it. */
final class Ending {
  private final UUID attempt;
  private final long epoch;
  private final AttemptState state;
  private @Nullable Cause cause;
  private @Nullable String message;
  private @Nullable Integer failedCell;
  private ObjectNode outputs = Json.object();
  private @Nullable List<String> next;
  private List<UsedInput> inputs = List.of();
  private List<PublishedArtifact> artifacts = List.of();
  private long lastEvent;

  private Ending(UUID attempt, long epoch, AttemptState state) {
    this.attempt = attempt;
    this.epoch = epoch;
    this.state = state;
  }

  static Ending of(Grant grant, AttemptState state) {
    return of(grant.attempt(), grant.epoch(), state);
  }

  static Ending of(UUID attempt, long epoch, AttemptState state) {
    return new Ending(attempt, epoch, state);
  }

  static Ending success(Grant grant) {
    return of(grant, AttemptState.SUCCEEDED);
  }

  Ending cause(@Nullable Cause whose) {
    cause = whose;
    return this;
  }

  Ending message(@Nullable String text) {
    message = text;
    return this;
  }

  Ending failedCell(@Nullable Integer number) {
    failedCell = number;
    return this;
  }

  Ending outputs(ObjectNode values) {
    outputs = values;
    return this;
  }

  Ending next(String... chosen) {
    next = List.of(chosen);
    return this;
  }

  Ending used(UsedInput... files) {
    inputs = List.of(files);
    return this;
  }

  Ending published(PublishedArtifact... files) {
    artifacts = List.of(files);
    return this;
  }

  Ending lastEvent(long number) {
    lastEvent = number;
    return this;
  }

  Completion report() {
    return new Completion(
        attempt,
        epoch,
        state,
        cause,
        message,
        failedCell,
        outputs,
        next,
        inputs,
        artifacts,
        null,
        null,
        null,
        null,
        lastEvent);
  }
}
