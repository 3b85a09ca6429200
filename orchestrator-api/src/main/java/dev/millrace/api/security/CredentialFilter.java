package dev.millrace.api.security;

import dev.millrace.api.identity.BrowserSessions;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.SessionCookie;
import dev.millrace.api.identity.Tokens;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the caller of a request to {@code /api}: by bearer token or by a browser's cookie, never by
 * both. A credential that is not valid leaves the request anonymous; public endpoints still answer
 * it.
 */
final class CredentialFilter extends OncePerRequestFilter {
  static final String STILL_VALID = StillValid.class.getName();

  private final Tokens tokens;
  private final BrowserSessions sessions;
  private final SessionCookie cookie;
  private final ProblemWriter problems;
  private final Set<String> open;

  /**
   * @param open paths whose answers do not depend on the caller: they need no database for it
   */
  CredentialFilter(
      Tokens tokens,
      BrowserSessions sessions,
      SessionCookie cookie,
      ProblemWriter problems,
      Set<String> open) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.cookie = cookie;
    this.problems = problems;
    this.open = Set.copyOf(open);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean hasBearer = request.getHeader("Authorization") != null;
    Optional<String> session = cookie.read(request);
    if (hasBearer && session.isPresent()) {
      // Two identities in one request: whichever won, someone could be made to act as the other.
      problems.write(
          request,
          response,
          Problem.unreadable("the request has a session cookie and an Authorization header")
              .hint("send one of them"));
      return;
    }
    if (open.contains(request.getRequestURI().substring(request.getContextPath().length()))) {
      chain.doFilter(request, response);
      return;
    }
    Supplier<Optional<Caller>> credential =
        hasBearer
            ? () -> Bearer.of(request).flatMap(tokens::authenticate)
            : () -> session.flatMap(sessions::authenticate);
    StillValid again = () -> credential.get().map(Caller::grants).orElse(List.of());
    request.setAttribute(STILL_VALID, again);
    credential
        .get()
        .ifPresent(
            caller ->
                SecurityContextHolder.setContext(
                    new SecurityContextImpl(new ApiAuthentication(caller))));
    chain.doFilter(request, response);
  }
}
