package dev.millrace.api.web;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.ProblemWriter;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the container refused by a status alone, such as a path that the firewall does not
 * let in: with that status, as a problem. A request for the address itself finds nothing there.
 */
@RestController
class ErrorAnswers implements ErrorController {
  private final ProblemWriter problems;

  ErrorAnswers(ProblemWriter problems) {
    this.problems = problems;
  }

  @RequestMapping("${server.error.path:/error}")
  @Requires(scope = Scope.PUBLIC)
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpStatus status = status(request);
    String address = address(request);
    Problem problem =
        switch (status) {
          case NOT_FOUND -> Problem.of(status, "NO_ROUTE", "nothing is served at " + address);
          case METHOD_NOT_ALLOWED ->
              Problem.of(status, "METHOD", request.getMethod() + " is not possible at " + address);
          default ->
              status.is5xxServerError()
                  ? Problem.of(
                      status, "INTERNAL", "the server failed; this is a defect of Millrace")
                  : Problem.of(status, "UNREADABLE", "the request was refused as it stands");
        };
    problems.write(request, response, problem);
  }

  private static HttpStatus status(HttpServletRequest request) {
    boolean dispatched = request.getDispatcherType() == DispatcherType.ERROR;
    @Nullable HttpStatus known =
        dispatched
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.resolve(code)
            : HttpStatus.NOT_FOUND;
    return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
  }

  private static String address(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
        ? uri
        : request.getRequestURI();
  }
}
