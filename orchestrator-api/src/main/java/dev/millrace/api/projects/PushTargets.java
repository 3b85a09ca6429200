package dev.millrace.api.projects;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectLookup;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.Projects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the projects of a push or its plan, where the caller may use them in that way. */
@Component
class PushTargets {
  private final ProjectLookup lookup;
  private final Projects projects;

  PushTargets(ProjectLookup lookup, Projects projects) {
    this.lookup = lookup;
    this.projects = projects;
  }

  /** The project to deploy to; empty when there is none of that name and the caller may make it. */
  Optional<ProjectRef> find(Caller caller, String name) {
    Optional<ProjectRef> found = lookup.byName(name);
    boolean known =
        found.map(p -> caller.may(Role.VIEWER, p.id())).orElse(caller.mayEverywhere(Role.EDITOR));
    if (!known) {
      throw Problem.notFound("project", name).exception();
    }
    found.ifPresentOrElse(
        project -> {
          if (!caller.may(Role.EDITOR, project.id())) {
            throw Problem.forbidden("a deployment, or its plan, takes the role editor").exception();
          }
        },
        () -> projects.requireFree(name));
    return found;
  }

  /** The project that has a snapshot to take over. */
  ProjectRef source(Caller caller, String name) {
    return lookup
        .byName(name)
        .filter(p -> caller.may(Role.VIEWER, p.id()))
        .orElseThrow(() -> Problem.notFound("project", name).exception());
  }
}
