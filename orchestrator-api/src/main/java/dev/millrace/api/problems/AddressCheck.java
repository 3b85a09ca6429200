package dev.millrace.api.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses addresses whose path or query is not UTF-8, or has a text that cannot be stored. Nothing
 * behind it has to think of that: the container would replace or drop such texts, or fail.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class AddressCheck extends OncePerRequestFilter {
  private static final String HINT = "write texts in UTF-8 and then as %XX, without U+0000";

  private final ProblemWriter problems;

  AddressCheck(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Problem> problem = flaw(request.getRequestURI(), request.getQueryString());
    if (problem.isPresent()) {
      problems.write(request, response, problem.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Optional<Problem> flaw(String path, @Nullable String query) {
    Optional<Problem> inPath =
        AddressText.flaw(path)
            .map(flaw -> Problem.unreadable("the address's path " + flaw).hint(HINT));
    if (inPath.isPresent() || query == null) {
      return inPath;
    }
    for (String parameter : query.split("&", -1)) {
      Optional<String> flaw = AddressText.flaw(parameter.replace('+', ' '));
      if (flaw.isPresent()) {
        return Optional.of(
            Problem.unreadable(
                    "the query parameter '%s' %s"
                        .formatted(AddressText.shown(parameter.split("=", 2)[0]), flaw.get()))
                .hint(HINT));
      }
    }
    return Optional.empty();
  }
}
