package dev.millrace.api.idempotency;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Calls controllers; a write with an {@code Idempotency-Key} inside one transaction that also
 * stores its answer. It sits here, behind the interceptors, so that a repeated request is
 * authorised anew before it gets the stored answer, and so that an exception rolls everything back.
 */
class IdempotentHandlerAdapter extends RequestMappingHandlerAdapter {
  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST_KEY = 200;
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final ObjectProvider<Idempotency> idempotency;
  private final ObjectProvider<TransactionTemplate> transaction;

  IdempotentHandlerAdapter(
      ObjectProvider<Idempotency> idempotency, ObjectProvider<TransactionTemplate> transaction) {
    this.idempotency = idempotency;
    this.transaction = transaction;
  }

  @Override
  protected @Nullable ModelAndView handleInternal(
      HttpServletRequest request, HttpServletResponse response, HandlerMethod handler)
      throws Exception {
    String key = request.getHeader(HEADER);
    if (key == null
        || !WRITES.contains(request.getMethod())
        || streams(request)
        || handler.hasMethodAnnotation(NotRecorded.class)) {
      return super.handleInternal(request, response, handler);
    }
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
      return super.handleInternal(request, response, handler);
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.unreadable("an Idempotency-Key has 1 to " + LONGEST_KEY + " characters")
          .exception();
    }
    return once(caller, key, new RepeatableRequest(request), response, handler);
  }

  /**
   * Blobs are named by their content: repeating one is safe without a key, and it is not held in
   * memory.
   */
  private static boolean streams(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && (type.startsWith("application/octet-stream")
            || type.startsWith("application/gzip")
            || type.startsWith("application/zip"));
  }

  private @Nullable ModelAndView once(
      Caller caller,
      String key,
      RepeatableRequest request,
      HttpServletResponse response,
      HandlerMethod handler)
      throws Exception {
    var captured = new ContentCachingResponseWrapper(response);
    try {
      transaction
          .getObject()
          .executeWithoutResult(
              status -> {
                Idempotency answers = idempotency.getObject();
                Optional<StoredAnswer> before =
                    answers.begin(caller.principal(), key, request.hash());
                if (before.isPresent()) {
                  replay(before.get(), captured);
                  return;
                }
                call(request, captured, handler);
                if (DryRuns.ranInThisRequest()
                    || !HttpStatusCode.valueOf(captured.getStatus()).is2xxSuccessful()) {
                  status.setRollbackOnly();
                } else if (handler.getMethodAnnotation(OneTimeAnswer.class) == null) {
                  answers.keep(caller.principal(), key, answer(captured));
                }
              });
    } catch (HandlerFailure e) {
      throw e.cause();
    }
    captured.copyBodyToResponse();
    return null;
  }

  private void call(
      HttpServletRequest request, HttpServletResponse response, HandlerMethod handler) {
    try {
      super.handleInternal(request, response, handler);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new HandlerFailure(e);
    }
  }

  private static StoredAnswer answer(ContentCachingResponseWrapper response) {
    byte[] body = response.getContentAsByteArray();
    return new StoredAnswer(
        response.getStatus(),
        response.getContentType(),
        response.getHeader(HttpHeaders.LOCATION),
        body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
  }

  private static void replay(StoredAnswer answer, HttpServletResponse response) {
    response.setStatus(answer.status());
    if (answer.contentType() != null) {
      response.setContentType(answer.contentType());
    }
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    response.setHeader("Idempotency-Replayed", "true");
    if (answer.body() != null) {
      try {
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new HandlerFailure(e);
      }
    }
  }

  /** Carries a checked exception out of the transaction, which rolls back. */
  private static final class HandlerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Exception cause;

    HandlerFailure(Exception cause) {
      super(cause);
      this.cause = cause;
    }

    Exception cause() {
      return cause;
    }
  }
}
