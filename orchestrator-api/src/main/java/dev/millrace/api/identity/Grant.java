package dev.millrace.api.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role and where it holds.
 *
 * @param project null: in all projects, and for the instance itself
 */
public record Grant(Role role, @Nullable UUID project) {

  boolean covers(@Nullable UUID wanted) {
    return project == null || project.equals(wanted);
  }
}
