package dev.millrace.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PathTest {
  private final TestService service = TestService.shared();

  /** Spellings that front doors have been talked past with. */
  private static List<String> spellings(String path) {
    String slash = path.substring(0, path.lastIndexOf('/'));
    String last = path.substring(path.lastIndexOf('/') + 1);
    return List.of(
        path + "/",
        path + ".",
        path + ".json",
        path + "/login",
        path + ";x=1",
        path + "%00",
        path + "%20",
        path + "/..;/login",
        path + "/%2e%2e/login",
        slash + "//" + last,
        slash + "/./" + last,
        slash + "/%2e/" + last,
        slash + ";/" + last,
        slash + "%2f" + last,
        "/" + path,
        path.toUpperCase(java.util.Locale.ROOT),
        "/assets/.." + path,
        "/assets/%2e%2e" + path,
        "/frames/.." + path);
  }

  @Test
  void noSpellingOfAPathGetsAnAnonymousCallerIn() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String path : protectedPaths()) {
      for (String spelling : spellings(path)) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
          String answer = raw(method, spelling);
          if (answer.startsWith("HTTP/1.1 2") && !isTheApplicationItself(answer)) {
            wrong.add(method + " " + spelling + " -> " + answer.lines().findFirst().orElse(""));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aMethodInAHeaderIsNoMethod() throws IOException {
    assertThat(
            raw("GET", "/api/v1/tokens", "X-HTTP-Method-Override: POST", "X-HTTP-Method: DELETE"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void whatTheContainerRefusesIsAProblemWithItsOwnStatus() throws IOException {
    for (String method : List.of("GET", "POST", "DELETE")) {
      assertThat(raw(method, "/api/v1/tokens;x=1"))
          .as(method)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "\"code\":\"UNREADABLE\"");
    }
    assertThat(raw("GET", "/error")).startsWith("HTTP/1.1 404").contains("NO_ROUTE");
  }

  /**
   * The web application answers unknown addresses with its own page, which is the same for
   * everyone.
   */
  private static boolean isTheApplicationItself(String answer) {
    return answer.contains("Content-Type: text/html") && answer.contains("script-src 'self'");
  }

  private Set<String> protectedPaths() {
    Set<String> paths = new TreeSet<>();
    service
        .server()
        .part(Handlers.class)
        .all()
        .forEach(
            (info, handler) -> {
              Requires rule = handler.getMethodAnnotation(Requires.class);
              if (rule != null && rule.scope() != Scope.PUBLIC) {
                info.getPatternValues()
                    .forEach(p -> paths.add(p.replaceAll("\\{\\*?[a-zA-Z]+}", "x")));
              }
            });
    return paths;
  }

  /** Sent as it stands: an HTTP client would tidy the path up. */
  private String raw(String method, String path, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
      socket.setSoTimeout(10_000);
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
              + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(4_000), StandardCharsets.UTF_8);
    }
  }
}
