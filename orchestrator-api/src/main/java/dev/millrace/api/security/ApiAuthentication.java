package dev.millrace.api.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * An authenticated sender in Spring Security's form; the principal is a Caller, a WorkerCaller or
 * an Enrolment.
 */
final class ApiAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Object sender;

  ApiAuthentication(Object sender) {
    // No authorities: what a sender may do depends on the project, and Requires decides that.
    super(List.of());
    this.sender = sender;
    setAuthenticated(true);
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public Object getPrincipal() {
    return sender;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiAuthentication that && sender.equals(that.sender);
  }

  @Override
  public int hashCode() {
    return sender.hashCode();
  }
}
