package dev.millrace.api.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names every request: in the answer's {@code X-Request-Id}, in its problem and in every log line,
 * also where a request goes on in another thread or is dispatched anew after an error. Always our
 * own name: one that a client chose could forge log lines.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestId extends OncePerRequestFilter {
  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final String HEADER = "X-Request-Id";
  private static final String LOG_KEY = "request";

  static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "none";
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id =
        request.getAttribute(ATTRIBUTE) instanceof String given
            ? given
            : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    MDC.put(LOG_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(LOG_KEY);
    }
  }
}
