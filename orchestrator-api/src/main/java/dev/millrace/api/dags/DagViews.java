package dev.millrace.api.dags;

import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.DagRecord;
import dev.millrace.scheduler.store.RunBrief;
import dev.millrace.scheduler.store.RunReads;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts Dags and their newest runs together, with one query for a whole page of Dags. */
@Component
class DagViews {

  private static final int LAST_RUNS = 20;

  private final RunReads runs;

  DagViews(RunReads runs) {
    this.runs = runs;
  }

  DagView of(ProjectRef project, DagRecord dag) {
    return of(project, List.of(dag)).getFirst();
  }

  List<DagView> of(ProjectRef project, List<DagRecord> dags) {
    Map<UUID, List<RunBrief>> newest =
        runs.newestByDag(dags.stream().map(DagRecord::id).toList(), LAST_RUNS);
    return dags.stream()
        .map(dag -> DagView.of(project.name(), dag, newest.getOrDefault(dag.id(), List.of())))
        .toList();
  }
}
