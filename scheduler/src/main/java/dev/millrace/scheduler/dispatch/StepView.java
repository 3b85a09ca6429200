package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.engine.RunView;
import dev.millrace.scheduler.engine.StepFacts;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The stored facts of a run for one decision; remembers the ids of the rows that it loaded. */
final class StepView implements RunView {
  private final UUID run;
  private final RunPlan plan;
  private final StepSql sql;
  private final Map<Integer, UUID> ids = new HashMap<>();

  StepView(UUID run, RunPlan plan, StepSql sql) {
    this.run = run;
    this.plan = plan;
    this.sql = sql;
  }

  @Override
  public Collection<StepFacts> load(BitSet steps) {
    return sql.loadNamed(run, steps.stream().mapToObj(plan::name).toList()).stream()
        .map(
            row -> {
              ids.put(row.ordinal(), row.id());
              return new StepFacts(row.ordinal(), row.state(), row.upstream());
            })
        .toList();
  }

  /** The id of a step that was loaded. */
  UUID id(int step) {
    return Objects.requireNonNull(ids.get(step), () -> plan.name(step) + " was not loaded");
  }
}
