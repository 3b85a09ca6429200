package dev.millrace.api.live;

import dev.millrace.api.identity.Caller.VisibleProjects;
import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunBrief;
import dev.millrace.scheduler.store.RunFeed;
import dev.millrace.scheduler.store.RunReads;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every change of a run's state in the projects that the caller may see: what lists and the home
 * page need.
 */
final class RunsTopic implements Topic {
  private static final int BATCH = 500;
  private static final String KIND = "runs";

  private final RunFeed feed;
  private final RunReads reads;
  private final JdbcClient sql;
  private final VisibleProjects visible;
  private RunFeed.Position position;

  RunsTopic(
      RunFeed feed,
      RunReads reads,
      JdbcClient sql,
      VisibleProjects visible,
      RunFeed.Position position) {
    this.feed = feed;
    this.reads = reads;
    this.sql = sql;
    this.visible = visible;
    this.position = position;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public BellKey bell() {
    return BellKey.runs();
  }

  @Override
  public List<LiveEvent> next() {
    Set<UUID> changed = new LinkedHashSet<>();
    Instant at = Instant.EPOCH;
    List<RunFeed.Entry> entries;
    do {
      entries = feed.readAfter(position, BATCH);
      for (RunFeed.Entry entry : entries) {
        position = entry.position();
        if (entry.event().kind().startsWith("run_")) {
          changed.add(entry.event().run());
          at = entry.event().at();
        }
      }
      // Most events are of steps: read on until there is one of a run, or no more.
    } while (changed.isEmpty() && entries.size() == BATCH);
    Instant newest = at;
    return visible(changed).stream().map(run -> event(run, newest)).toList();
  }

  private List<RunBrief> visible(Set<UUID> runs) {
    if (runs.isEmpty()) {
      return List.of();
    }
    List<UUID> mayKnow =
        sql.sql("SELECT id FROM run WHERE id = ANY (?) AND (? OR project = ANY (?))")
            .params(runs.toArray(UUID[]::new), visible.all(), visible.array())
            .query((row, n) -> row.getObject(1, UUID.class))
            .list();
    return reads.briefs(mayKnow);
  }

  private LiveEvent event(RunBrief run, Instant at) {
    ObjectNode data =
        Json.object()
            .put("id", run.id().toString())
            .put("state", run.state().wireName())
            .put("project", run.project())
            .put("dag", run.dag())
            .put("createdAt", run.createdAt().toString());
    put(data, "startedAt", run.startedAt());
    put(data, "endedAt", run.endedAt());
    return new LiveEvent(KIND, position.id(), at, "run_changed", data);
  }

  private static void put(ObjectNode data, String field, @Nullable Instant time) {
    if (time != null) {
      data.put(field, time.toString());
    }
  }

  @Override
  public String position() {
    return write(position);
  }

  static String write(RunFeed.Position position) {
    return position.generation() + "-" + position.tx() + "-" + position.id();
  }

  static RunFeed.Position parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 3) {
      throw new NumberFormatException(text);
    }
    return new RunFeed.Position(
        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
