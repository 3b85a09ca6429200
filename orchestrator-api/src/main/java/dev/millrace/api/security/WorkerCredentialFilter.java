package dev.millrace.api.security;

import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.WorkerTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds the worker, or the pool that a worker enrols in, behind a request to {@code /worker}. */
final class WorkerCredentialFilter extends OncePerRequestFilter {
  private final WorkerTokens workers;
  private final PoolTokens pools;

  WorkerCredentialFilter(WorkerTokens workers, PoolTokens pools) {
    this.workers = workers;
    this.pools = pools;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> bearer = Bearer.of(request);
    Optional<Object> sender = bearer.flatMap(workers::authenticate).map(Object.class::cast);
    if (sender.isEmpty()) {
      sender = bearer.flatMap(pools::authenticate).map(Object.class::cast);
    }
    sender.ifPresent(
        s -> SecurityContextHolder.setContext(new SecurityContextImpl(new ApiAuthentication(s))));
    chain.doFilter(request, response);
  }
}
