package dev.millrace.api.identity;

import dev.millrace.api.MillraceProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that names a browser session: unreadable for scripts, never sent along from another
 * site.
 */
@Component
public class SessionCookie {
  private static final String PLAIN = "millrace_session";

  /** The prefix makes browsers refuse the cookie from anywhere but this very host over TLS. */
  private static final String BOUND = "__Host-" + PLAIN;

  private final boolean secure;

  SessionCookie(MillraceProperties properties) {
    this.secure = properties.secure();
  }

  private String name() {
    return secure ? BOUND : PLAIN;
  }

  /** The session's secret in this request. */
  public Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(c -> c.getName().equals(name()))
            .map(Cookie::getValue)
            .findFirst();
  }

  void set(HttpServletResponse response, String secret) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(secret, Duration.ofDays(7)));
  }

  void clear(HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
  }

  private String cookie(String value, Duration age) {
    return ResponseCookie.from(name(), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
