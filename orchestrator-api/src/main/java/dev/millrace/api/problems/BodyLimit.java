package dev.millrace.api.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds request bodies: text that is held in memory tightly, files that are streamed widely. A
 * body without a length is counted while it is read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class BodyLimit extends OncePerRequestFilter {
  private static final DataSize STREAMED = DataSize.ofGigabytes(1);
  private static final DataSize IN_MEMORY = DataSize.ofMegabytes(16);

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    DataSize limit = streamed(request.getContentType()) ? STREAMED : IN_MEMORY;
    if (request.getContentLengthLong() > limit.toBytes()) {
      problems.write(request, response, tooBig(limit));
      return;
    }
    chain.doFilter(new Bounded(request, limit), response);
  }

  /** Archives and blobs go to disk or database as they come; all else is parsed in memory. */
  private static boolean streamed(@Nullable String contentType) {
    return contentType != null
        && (contentType.startsWith("application/octet-stream")
            || contentType.startsWith("application/gzip")
            || contentType.startsWith("application/zip"));
  }

  static Problem tooBig(DataSize limit) {
    return Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "BODY_TOO_LARGE",
            "the request's body is larger than " + limit.toMegabytes() + " MiB")
        .hint("send less at once, or large files as blobs");
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    private final DataSize limit;
    private @Nullable ServletInputStream stream;

    Bounded(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream = new Counting(super.getInputStream(), limit);
      }
      return stream;
    }
  }

  private static final class Counting extends ServletInputStream {
    private final ServletInputStream body;
    private final DataSize limit;
    private long read;

    Counting(ServletInputStream body, DataSize limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = body.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = body.read(into, offset, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > limit.toBytes()) {
        throw tooBig(limit).exception();
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
