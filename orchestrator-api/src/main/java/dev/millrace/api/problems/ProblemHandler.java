package dev.millrace.api.problems;

import dev.millrace.dsl.validation.NearestName;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.scheduler.store.DatabaseAway;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns whatever a handler throws into a problem document; never shows a stack trace or a class
 * name.
 */
@RestControllerAdvice
final class ProblemHandler {
  private static final int MOST_SHOWN = 200;
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String FORM = "the expected form stands in /api/v1/openapi.json";
  private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"(.*?)\"");

  private final ServerFailures failures;

  ProblemHandler(ServerFailures failures) {
    this.failures = failures;
  }

  @ExceptionHandler
  ResponseEntity<Problem> problem(ProblemException e, HttpServletRequest request) {
    return answer(e.problem(), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return answer(known.problem(), request);
      }
      if (cause instanceof JacksonException json) {
        return answer(badJson(json), request);
      }
    }
    return answer(Problem.unreadable("the request needs a body that it does not have"), request);
  }

  private static Problem badJson(JacksonException e) {
    var location = e.getLocation();
    String pointer = pointer(e);
    Integer line = location == null || location.getLineNr() < 1 ? null : location.getLineNr();
    Integer column = location == null || location.getColumnNr() < 1 ? null : location.getColumnNr();
    Problem problem =
        switch (e) {
          case UnrecognizedPropertyException unknown -> unknownField(unknown);
          case StreamConstraintsException limit ->
              unreadable("the body's JSON is beyond a limit: " + e.getOriginalMessage(), pointer);
          case DatabindException other ->
              unreadable("the body's JSON does not have the expected form", pointer);
          default -> unreadable(notJson(e), pointer);
        };
    return problem.at(new Problem.Where(null, line, column, pointer));
  }

  private static Problem unreadable(String detail, @Nullable String pointer) {
    return Problem.unreadable(pointer == null ? detail : detail + " at " + pointer).hint(FORM);
  }

  private static Problem unknownField(UnrecognizedPropertyException e) {
    List<String> known =
        Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of()).stream()
            .map(Object::toString)
            .sorted()
            .toList();
    String nearest = NearestName.hint(e.getPropertyName(), known);
    String all = "there is: " + String.join(", ", known);
    return Problem.of(
            HttpStatus.BAD_REQUEST,
            "FIELD_UNKNOWN",
            "the body has a field '%s', which is not known here"
                .formatted(firstLine(e.getPropertyName())))
        .hint(nearest == null ? all : nearest + " " + all);
  }

  /** A field that is given twice is named: which of the two is meant cannot be known. */
  private static String notJson(JacksonException e) {
    Matcher twice = TWICE.matcher(Objects.requireNonNullElse(e.getOriginalMessage(), ""));
    return twice.lookingAt()
        ? "the body has the field '%s' twice".formatted(firstLine(twice.group(1)))
        : "the body is not valid JSON: " + firstLine(e.getOriginalMessage());
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }

  private static @Nullable String pointer(JacksonException e) {
    if (e.getPath().isEmpty()) {
      return null;
    }
    Pointer pointer = Pointer.ROOT;
    for (var step : e.getPath()) {
      String name = step.getPropertyName();
      pointer = name == null ? pointer.child(step.getIndex()) : pointer.child(name);
    }
    return pointer.text();
  }

  @ExceptionHandler
  ResponseEntity<Problem> unknownRoute(NoResourceFoundException e, HttpServletRequest request) {
    return answer(
        Problem.of(
                HttpStatus.NOT_FOUND, "NO_ROUTE", "nothing is served at " + request.getRequestURI())
            .hint("the routes stand in /api/v1/openapi.json"),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    var methods =
        Objects.requireNonNullElse(e.getSupportedHttpMethods(), java.util.Set.<HttpMethod>of());
    var problem =
        Problem.of(
                HttpStatus.METHOD_NOT_ALLOWED,
                "METHOD",
                e.getMethod() + " is not possible at " + request.getRequestURI())
            .hint(
                "possible: "
                    + methods.stream()
                        .map(HttpMethod::name)
                        .sorted()
                        .collect(Collectors.joining(", ")));
    var answer = answer(problem, request);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(
            HttpHeaders.ALLOW,
            methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")))
        .body(answer.getBody());
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongType(
      HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
    return answer(
        Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "MEDIA_TYPE",
                "a body of type " + e.getContentType() + " is not accepted here")
            .hint("accepted: " + MediaType.toString(e.getSupportedMediaTypes())),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongAnswerType(
      HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
    return answer(
        Problem.of(
                HttpStatus.NOT_ACCEPTABLE,
                "ACCEPT",
                "the answer has no form that the Accept header allows")
            .hint("possible: " + MediaType.toString(e.getSupportedMediaTypes())),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missingParameter(
      MissingServletRequestParameterException e, HttpServletRequest request) {
    return answer(
        Problem.invalid("QUERY", "the query parameter '" + e.getParameterName() + "' is missing"),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missingHeader(
      MissingRequestHeaderException e, HttpServletRequest request) {
    return answer(Problem.unreadable("the header '" + e.getHeaderName() + "' is missing"), request);
  }

  /** A part of the path that its type reads as nothing, such as a blank for an id. */
  @ExceptionHandler
  ResponseEntity<Problem> emptyPart(MissingPathVariableException e, HttpServletRequest request) {
    return answer(Problem.notFound(e.getVariableName(), ""), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongArgument(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    boolean query = request.getParameter(e.getName()) != null;
    return answer(
        query
            ? Problem.invalid(
                "QUERY", "the query parameter '" + e.getName() + "' has a value of the wrong form")
            : Problem.notFound(e.getName(), String.valueOf(e.getValue())),
        request);
  }

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    QueryTimeoutException.class,
    SQLTransientException.class
  })
  ResponseEntity<Problem> databaseAway(Exception e, HttpServletRequest request) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, ServerFailures.RETRY_AFTER_SECONDS)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(failures.databaseAway(e).answered(RequestId.of(request)));
  }

  /** A failure that no code expects; null if the client is gone and gets no answer. */
  @ExceptionHandler
  @Nullable ResponseEntity<Problem> defect(Exception e, HttpServletRequest request) {
    if (DatabaseAway.isCauseOf(e)) {
      return databaseAway(e, request);
    }
    if (ClientGone.caused(e)) {
      log.debug("the client went away: {}", e.getMessage());
      return null;
    }
    return answer(failures.defect(e, request), request);
  }

  static ResponseEntity<Problem> answer(Problem problem, HttpServletRequest request) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(problem.answered(RequestId.of(request)));
  }
}
