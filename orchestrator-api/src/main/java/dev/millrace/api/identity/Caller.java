package dev.millrace.api.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who sent this request, with the rights of the credential that was used: a token's may be fewer
 * than its principal's.
 *
 * @param session whether a browser's cookie was the credential
 */
public record Caller(
    UUID principal, String name, PrincipalKind kind, List<Grant> grants, boolean session) {

  /** Copies the grants. */
  public Caller {
    grants = List.copyOf(grants);
  }

  /** Whether the caller has at least this role in the project. */
  public boolean may(Role role, UUID project) {
    return grants.stream().anyMatch(g -> g.role().includes(role) && g.covers(project));
  }

  /** Whether the caller has at least this role in all projects and for the instance. */
  public boolean mayEverywhere(Role role) {
    return grants.stream().anyMatch(g -> g.role().includes(role) && g.covers(null));
  }

  /** The projects that the caller may know of; every list across projects is filtered by it. */
  public VisibleProjects visible() {
    if (mayEverywhere(Role.VIEWER)) {
      return new VisibleProjects(true, Set.of());
    }
    var projects = new HashSet<UUID>();
    for (Grant grant : grants) {
      if (grant.project() != null) {
        projects.add(grant.project());
      }
    }
    return new VisibleProjects(false, projects);
  }

  /**
   * The projects a caller may know of, in the form that SQL takes: {@code (:all OR project = ANY
   * (:projects))}.
   *
   * @param all every project, also future ones
   * @param projects the single ones, when not all
   */
  public record VisibleProjects(boolean all, Set<UUID> projects) {
    /** Copies the set. */
    public VisibleProjects {
      projects = Set.copyOf(projects);
    }

    /** The single projects as a parameter for {@code ANY}. */
    public UUID[] array() {
      return projects.toArray(UUID[]::new);
    }

    /** Whether this project is among them. */
    public boolean contains(UUID project) {
      return all || projects.contains(project);
    }
  }
}
