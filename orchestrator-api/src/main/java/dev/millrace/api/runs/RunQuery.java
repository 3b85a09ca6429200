package dev.millrace.api.runs;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Caller.VisibleProjects;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.RunFilter;
import dev.millrace.scheduler.store.RunReads;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of runs, always within what the caller may see. */
@Component
class RunQuery {
  private final RunReads reads;
  private final JdbcClient sql;

  RunQuery(RunReads reads, JdbcClient sql) {
    this.reads = reads;
    this.sql = sql;
  }

  /** Runs of one Dag, newest first. */
  Page<Run> ofDag(UUID project, UUID dag, @Nullable String states, PageRequest page) {
    return list(Set.of(project), dag, states, page);
  }

  /** Runs across Dags, newest first; a project that the caller may not see has none. */
  Page<Run> across(
      Caller caller,
      @Nullable String project,
      @Nullable String dag,
      @Nullable String states,
      PageRequest page) {
    if (dag != null && project == null) {
      throw Problem.invalid("QUERY", "the filter 'dag' needs the filter 'project'").exception();
    }
    VisibleProjects visible = caller.visible();
    if (project == null) {
      return list(visible.all() ? null : visible.projects(), null, states, page);
    }
    Optional<UUID> projectId =
        id("SELECT id FROM project WHERE name = ?", project).filter(visible::contains);
    if (projectId.isEmpty()) {
      return list(Set.of(), null, states, page);
    }
    if (dag == null) {
      return list(Set.of(projectId.get()), null, states, page);
    }
    return id("SELECT id FROM dag WHERE project = ? AND name = ?", projectId.get(), dag)
        .map(found -> list(Set.of(projectId.get()), found, states, page))
        .orElseGet(() -> list(Set.of(), null, states, page));
  }

  private Page<Run> list(
      @Nullable Collection<UUID> projects,
      @Nullable UUID dag,
      @Nullable String states,
      PageRequest page) {
    var filter = new RunFilter(projects, dag, states(states), page.afterId(), page.fetch());
    return Page.of(reads.runs(filter), page, run -> run.id().toString()).map(Run::listed);
  }

  private static Set<RunState> states(@Nullable String text) {
    Set<RunState> states = EnumSet.noneOf(RunState.class);
    if (text != null) {
      for (String name : text.split(",", -1)) {
        try {
          states.add(RunState.of(name));
        } catch (IllegalArgumentException e) {
          throw Problem.invalid("QUERY", "there is no run state '" + name + "'")
              .hint(e.getMessage())
              .exception();
        }
      }
    }
    return states;
  }

  private Optional<UUID> id(String query, Object... keys) {
    return sql.sql(query).params(keys).query(UUID.class).optional();
  }
}
