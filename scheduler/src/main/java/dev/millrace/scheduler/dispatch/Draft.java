package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that is about to be written.
 *
 * @param dag its Dag, locked
 * @param definition the version it is made from
 * @param starts whether its Dag's limit allows that it starts
 * @param beginning what it begins with; null: it is written queued and undecided
 */
record Draft(
    UUID id,
    NewRun wanted,
    DagGate.Locked dag,
    Definition definition,
    RunParameters parameters,
    RunTimes times,
    boolean starts,
    @Nullable Beginning beginning) {

  Draft with(@Nullable Beginning decided) {
    return new Draft(id, wanted, dag, definition, parameters, times, starts, decided);
  }

  RunPlan plan() {
    return definition.plan();
  }

  RunDefinition steps() {
    return new RunDefinition(definition, Map.of());
  }

  @Nullable UUID deployment() {
    return dag.head() == null ? null : dag.head().deployment();
  }

  @Nullable String snapshot() {
    return dag.head() == null ? null : dag.head().snapshot();
  }

  @Nullable Integer maxActiveSteps() {
    return definition.dag().maxActiveSteps();
  }

  @Nullable Long timeoutMillis() {
    Duration timeout = definition.dag().timeout();
    return timeout == null ? null : timeout.toMillis();
  }

  RunProgress progress() {
    return beginning == null ? RunProgress.untouched(plan()) : beginning.progress();
  }

  List<RunSql.NewEvent> events() {
    List<RunSql.NewEvent> events = new ArrayList<>();
    events.add(new RunSql.NewEvent("run_created", created()));
    if (beginning != null) {
      events.add(new RunSql.NewEvent("run_started", Json.object()));
      events.addAll(beginning.consequences().events());
    }
    return events;
  }

  private ObjectNode created() {
    ObjectNode data = Json.object().put("by", wanted.createdBy());
    NewRun.Tick tick = wanted.tick();
    return tick == null ? data : data.put("trigger", tick.name()).put("tick", tick.at().toString());
  }
}
