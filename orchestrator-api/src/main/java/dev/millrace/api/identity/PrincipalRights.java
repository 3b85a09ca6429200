package dev.millrace.api.identity;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** What principals may do at this moment, for what was made in their name earlier. */
@Component
public class PrincipalRights {
  private final Principals principals;

  PrincipalRights(Principals principals) {
    this.principals = principals;
  }

  /** Whether the principal has at least this role in the project; never when it is disabled. */
  public boolean may(UUID principal, Role role, UUID project) {
    return principals.grants(principal).stream()
        .anyMatch(grant -> grant.role().includes(role) && grant.covers(project));
  }
}
