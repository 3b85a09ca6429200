package dev.millrace.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;

/** Makes a request fail where its header {@code X-Test-Fault} says, as a defect would. */
@Component
class FaultInjection extends OncePerRequestFilter implements HandlerInterceptor {
  static final String HEADER = "X-Test-Fault";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String fault = request.getHeader(HEADER);
    switch (fault == null ? "" : fault.substring(0, fault.indexOf(':'))) {
      case "filter" -> throw new IllegalStateException(fault);
      case "filter-error" -> throw new StackOverflowError(fault);
      case "filter-servlet" -> throw new ServletException(new IllegalStateException(fault));
      case "dispatch" -> response.sendError(500, fault);
      case "conversion" -> chain.doFilter(request, new BrokenBody(response, fault));
      default -> chain.doFilter(request, response);
    }
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String fault = request.getHeader(HEADER);
    if (fault != null && fault.startsWith("handler:")) {
      throw new IllegalStateException(fault);
    }
    return true;
  }

  /** Fails once, when the answer is written. */
  private static final class BrokenBody extends HttpServletResponseWrapper {
    private final String fault;
    private boolean failed;

    BrokenBody(HttpServletResponse response, String fault) {
      super(response);
      this.fault = fault;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (!failed) {
        failed = true;
        throw new IllegalStateException(fault);
      }
      return super.getOutputStream();
    }
  }
}
