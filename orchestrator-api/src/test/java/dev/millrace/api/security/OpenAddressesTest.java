package dev.millrace.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What answers without a login is what SECURITY.md says. */
class OpenAddressesTest {
  private static final Path DOCUMENT = Path.of("..", "SECURITY.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+ /[^`]*)` \\|");

  private final TestService service = TestService.shared();

  @Test
  void theListInTheDocumentIsWhatAnswersWithoutALogin() throws IOException {
    Set<String> listed = new TreeSet<>();
    ROW.matcher(Files.readString(DOCUMENT)).results().forEach(row -> listed.add(row.group(1)));
    Set<String> answering = new TreeSet<>();
    for (String address : service.server().part(Handlers.class).addresses()) {
      int status = status(address);
      if (status != 401 && status != 403) {
        answering.add(address);
      }
    }
    assertThat(answering).isEqualTo(listed);
  }

  /** Without a session's cookie, signing in with nothing is answered 400. */
  private int status(String address) {
    String method = address.substring(0, address.indexOf(' '));
    String path = address.substring(method.length() + 1).replaceAll("\\{\\*?[a-zA-Z]+}|\\*+", "x1");
    byte[] body = method.equals("GET") ? null : "{}".getBytes(StandardCharsets.UTF_8);
    return service
        .anonymous()
        .send(method, path, body, body == null ? null : "application/json")
        .status();
  }
}
