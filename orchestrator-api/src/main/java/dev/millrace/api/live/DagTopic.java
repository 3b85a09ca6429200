package dev.millrace.api.live;

import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.grid.GridFeed;
import dev.millrace.scheduler.grid.RunHead;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changes in one Dag's grid: runs, and the cells of steps as they are now. At most one message
 * in a quarter of a second; what happens meanwhile comes together with the next.
 */
final class DagTopic implements Topic {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final GridFeed feed;
  private final UUID dag;
  private RunFeed.Position position;
  private long lastMessage = System.nanoTime() - BETWEEN.toNanos();

  DagTopic(GridFeed feed, UUID dag, RunFeed.Position position) {
    this.feed = feed;
    this.dag = dag;
    this.position = position;
  }

  @Override
  public String kind() {
    return "dag";
  }

  @Override
  public BellKey bell() {
    return BellKey.runs();
  }

  @Override
  public List<LiveEvent> next() {
    if (rest().isPositive()) {
      return List.of();
    }
    GridFeed.Changes changes = feed.after(dag, position);
    position = changes.position();
    if (changes.runs().isEmpty()) {
      return List.of();
    }
    lastMessage = System.nanoTime();
    ObjectNode data = Json.object().put("position", position());
    ArrayNode runs = data.putArray("runs");
    changes.runs().forEach(run -> write(run, runs.addObject()));
    return List.of(new LiveEvent("dag:" + dag, position.id(), Instant.now(), "grid_changed", data));
  }

  @Override
  public Duration patience() {
    Duration rest = rest();
    return rest.isPositive() && rest.compareTo(Bell.POLL) < 0 ? rest : Bell.POLL;
  }

  /** How long it is until the next message may be written. */
  private Duration rest() {
    return BETWEEN.minusNanos(System.nanoTime() - lastMessage);
  }

  private static void write(GridFeed.Changed changed, ObjectNode run) {
    RunHead head = changed.head();
    run.put("id", head.id().toString())
        .put("logicalTime", head.times().logical().toString())
        .put("state", head.state().wireName())
        .put("triggerKind", head.triggerKind())
        .put("createdAt", head.times().created().toString());
    if (head.trigger() != null) {
      run.put("trigger", head.trigger());
    }
    put(run, "startedAt", head.times().started());
    put(run, "endedAt", head.times().ended());
    ArrayNode cells = run.putArray("cells");
    for (GridFeed.Cell cell : changed.cells()) {
      ObjectNode written =
          cells
              .addObject()
              .put("step", cell.step())
              .put("state", cell.state())
              .put("attempts", cell.attempts());
      if (cell.seconds() != null) {
        written.put("seconds", cell.seconds());
      }
    }
  }

  private static void put(ObjectNode run, String field, @Nullable Instant time) {
    if (time != null) {
      run.put(field, time.toString());
    }
  }

  @Override
  public String position() {
    return RunsTopic.write(position);
  }
}
