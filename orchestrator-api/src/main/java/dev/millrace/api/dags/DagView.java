package dev.millrace.api.dags;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Parameter;
import dev.millrace.scheduler.catalog.DagRecord;
import dev.millrace.scheduler.catalog.Origin;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.RunBrief;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Dag as clients read it.
 *
 * @param quarantine why it starts nothing; absent when it may
 * @param lastRuns at most 20, newest first
 */
record DagView(
    String project,
    String name,
    @Nullable String title,
    @Nullable String description,
    List<String> tags,
    OriginView origin,
    int version,
    boolean archived,
    @Nullable String quarantine,
    List<ParameterView> parameters,
    List<StepView> steps,
    @Nullable Integer maxActiveRuns,
    List<LastRun> lastRuns,
    Instant createdAt,
    Instant updatedAt) {

  /** Who owns the Dag. */
  record OriginView(Origin.Kind kind, @Nullable String path, @Nullable String client) {
    static OriginView of(Origin origin) {
      return switch (origin.kind()) {
        case FILE -> new OriginView(origin.kind(), origin.detail(), null);
        case API -> new OriginView(origin.kind(), null, origin.detail());
        case IMPLICIT -> new OriginView(origin.kind(), null, null);
      };
    }
  }

  /** A declared input. */
  record ParameterView(
      String name,
      String type,
      @JsonProperty("default") @Nullable JsonNode defaultValue,
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @JsonProperty("enum") @Nullable List<JsonNode> allowed,
      @Nullable String title,
      @Nullable String description,
      boolean required) {
    static ParameterView of(Parameter parameter) {
      return new ParameterView(
          parameter.name(),
          parameter.type().wireName(),
          parameter.defaultValue(),
          parameter.minimum(),
          parameter.maximum(),
          parameter.allowed().isEmpty() ? null : parameter.allowed(),
          parameter.title(),
          parameter.description(),
          parameter.required());
    }
  }

  /** One of the Dag's newest runs. */
  record LastRun(
      UUID id,
      RunState state,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    static LastRun of(RunBrief run) {
      return new LastRun(run.id(), run.state(), run.createdAt(), run.startedAt(), run.endedAt());
    }
  }

  static DagView of(String project, DagRecord dag, List<RunBrief> lastRuns) {
    Dag definition = dag.definition();
    return new DagView(
        project,
        dag.name(),
        dag.title(),
        dag.description(),
        dag.tags(),
        OriginView.of(dag.origin()),
        dag.version(),
        dag.archived(),
        dag.quarantine(),
        definition == null
            ? List.of()
            : definition.parameters().values().stream().map(ParameterView::of).toList(),
        definition == null
            ? List.of()
            : definition.graph().topologicalOrder().stream()
                .map(step -> StepView.of(definition.effective(step)))
                .toList(),
        definition == null ? null : definition.maxActiveRuns(),
        lastRuns.stream().map(LastRun::of).toList(),
        dag.createdAt(),
        dag.updatedAt());
  }
}
