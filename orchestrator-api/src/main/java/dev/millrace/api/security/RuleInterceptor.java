package dev.millrace.api.security;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.Role;
import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds every handler to its {@link Requires}. What the caller may not see does not exist: 404, not
 * 403.
 */
@Component
class RuleInterceptor implements HandlerInterceptor {
  static final String PROJECT = ProjectRef.class.getName();

  private final ProjectLookup scopes;

  RuleInterceptor(ProjectLookup scopes) {
    this.scopes = scopes;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Requires rule = method.getMethodAnnotation(Requires.class);
      if (rule == null) {
        throw Problem.forbidden("this address has no rule that allows it").exception();
      }
      check(rule, request);
    }
    return true;
  }

  private void check(Requires rule, HttpServletRequest request) {
    switch (rule.scope()) {
      case PUBLIC -> {}
      case SIGNED_IN -> sender(Caller.class);
      case INSTANCE -> {
        if (!sender(Caller.class).mayEverywhere(rule.role())) {
          throw lacks(rule.role(), "all projects");
        }
      }
      case PROJECT ->
          inProject(rule, request, "project", scopes.byName(variable(request, "project")));
      case RUN -> inProject(rule, request, "run", scopes.ofRun(variable(request, "run")));
      case ATTEMPT ->
          inProject(rule, request, "attempt", scopes.ofAttempt(variable(request, "attempt")));
      case POOL_TOKEN -> sender(PoolTokens.Enrolment.class);
      case WORKER -> ownAttempt(sender(WorkerCaller.class), request);
    }
  }

  private static void inProject(
      Requires rule, HttpServletRequest request, String what, Optional<ProjectRef> found) {
    Caller caller = sender(Caller.class);
    ProjectRef project =
        found
            .filter(p -> caller.may(Role.VIEWER, p.id()))
            .orElseThrow(
                () ->
                    Problem.notFound(what, variable(request, what)).hint(remedy(what)).exception());
    if (!caller.may(rule.role(), project.id())) {
      throw lacks(rule.role(), "project '" + project.name() + "'");
    }
    request.setAttribute(PROJECT, project);
  }

  private static @Nullable String remedy(String what) {
    return what.equals("project")
        ? "`millrace push DIR --project NAME` makes a project; /api/v1/projects lists yours"
        : null;
  }

  private void ownAttempt(WorkerCaller worker, HttpServletRequest request) {
    String attempt = variables(request).get("attempt");
    if (attempt != null && !scopes.attemptIsOf(attempt, worker.worker())) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "NOT_YOUR_ATTEMPT",
              "attempt '" + attempt + "' is not this worker's")
          .exception();
    }
  }

  private static RuntimeException lacks(Role role, String where) {
    return Problem.forbidden("this needs the role " + role.text() + " in " + where)
        .hint("an administrator can give it, or the token used is narrower than its owner")
        .exception();
  }

  /** The sender, when it is of the kind that the endpoint is for; 401 otherwise. */
  static <T> T sender(Class<T> kind) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    Object principal = authentication == null ? null : authentication.getPrincipal();
    if (!kind.isInstance(principal)) {
      throw Problem.of(
              HttpStatus.UNAUTHORIZED,
              "UNAUTHENTICATED",
              "the request has no credential that fits this address")
          .exception();
    }
    return kind.cast(principal);
  }

  private static String variable(HttpServletRequest request, String name) {
    String value = variables(request).get(name);
    if (value == null) {
      throw new IllegalStateException("the rule needs a path variable '" + name + "'");
    }
    return value;
  }

  @SuppressWarnings("unchecked") // Spring MVC documents the attribute's type
  private static Map<String, String> variables(HttpServletRequest request) {
    @Nullable Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return found == null ? Map.of() : (Map<String, String>) found;
  }
}
