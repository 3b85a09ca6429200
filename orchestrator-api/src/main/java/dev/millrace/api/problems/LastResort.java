package dev.millrace.api.problems;

import dev.millrace.scheduler.store.DatabaseAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what fails where no controller is at hand, in filters above all: as a problem, a 500 with
 * its cause in the log, or a 503 while the database is away. Otherwise the container would dispatch
 * to its error page, which has neither.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class LastResort extends OncePerRequestFilter {
  private final ProblemWriter problems;
  private final ServerFailures failures;

  LastResort(ProblemWriter problems, ServerFailures failures) {
    this.problems = problems;
    this.failures = failures;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, new ProblemResponse(request, response));
    } catch (ProblemException e) {
      problems.write(request, response, e.problem());
    } catch (ServletException e) {
      Throwable cause = e.getRootCause();
      answer(cause == null ? e : cause, request, response);
    } catch (IOException | RuntimeException | Error e) {
      if (ClientGone.caused(e) && !DatabaseAway.isCauseOf(e)) {
        throw e;
      }
      answer(e, request, response);
    }
  }

  private void answer(Throwable cause, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (DatabaseAway.isCauseOf(cause)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, ServerFailures.RETRY_AFTER_SECONDS);
      problems.write(request, response, failures.databaseAway(cause));
    } else {
      problems.write(request, response, failures.defect(cause, request));
    }
  }

  /** A status that is sent as an error becomes a problem of that status at once. */
  private final class ProblemResponse extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    ProblemResponse(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
      problems.write(request, (HttpServletResponse) getResponse(), problem(status));
    }

    private Problem problem(int status) {
      HttpStatus known = HttpStatus.resolve(status);
      if (known == null || known.is5xxServerError()) {
        return failures.defect(null, request);
      }
      return known == HttpStatus.BAD_REQUEST
          ? Problem.unreadable("the request's address or headers cannot be read")
          : Problem.of(known, known.name(), "the request was refused: " + known.getReasonPhrase());
    }
  }
}
