package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.millrace.api.LogLines;
import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();

  @Test
  void aProblemHasCodeSentenceAndRequestIdAndNoStackTrace() {
    var answer = admin.get("/api/v1/nowhere").expect(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo("NO_ROUTE");
    assertThat(answer.json().get("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("at org.");
  }

  @Test
  void aBodyThatIsNoJsonIsToldWhereItEnds() {
    var answer = send("{\"name\": ").expect(400);
    assertThat(answer.code()).isEqualTo("UNREADABLE");
    assertThat(answer.json().at("/where/line").asInt()).isEqualTo(1);
  }

  @Test
  void anUnknownFieldIsNamedWithTheFieldThatWasMeant() {
    var answer = send("{\"name\":\"x\",\"rolle\":\"viewer\"}").expect(400);
    assertThat(answer.code()).isEqualTo("FIELD_UNKNOWN");
    assertThat(answer.json().at("/where/pointer").asString()).isEqualTo("/rolle");
    assertThat(answer.json().get("detail").asString()).contains("'rolle'");
    assertThat(answer.json().get("hint").asString())
        .contains("did you mean 'role'?", "there is: ", "name");
  }

  @Test
  void aFieldThatIsGivenTwiceIsNamedAtAnyDepth() {
    var flat = send("{\"name\":\"x\",\"role\":\"viewer\",\"name\":\"y\"}").expect(400);
    assertThat(flat.json().get("detail").asString()).contains("'name' twice");
    String project = service.project();
    var deep =
        admin
            .send(
                "POST",
                "/api/v1/projects/" + project + "/notebooks/runs",
                "{\"notebook\":\"n.ipynb\",\"parameters\":{\"a\":{\"b\":1,\"b\":2}}}"
                    .getBytes(StandardCharsets.UTF_8),
                "application/json")
            .expect(400);
    assertThat(deep.json().get("detail").asString()).contains("'b' twice");
  }

  @Test
  void aWrongTypeIsNamed() {
    assertThat(
            send("{\"name\":\"x\",\"role\":\"boss\"}")
                .expect(400)
                .json()
                .at("/where/pointer")
                .asString())
        .isEqualTo("/role");
  }

  @Test
  void everyMissingFieldIsNamed() {
    var answer = send("{}").expect(400);
    assertThat(answer.code()).isEqualTo("FIELD_MISSING");
    assertThat(answer.json().get("problems")).hasSize(2);
  }

  @Test
  void missingFieldsWithinListsAreNamedWithTheirPlace() {
    String project = service.project();
    var answer =
        admin
            .post(
                "/api/v1/projects/" + project + "/snapshots",
                Map.of("files", List.of(Map.of("path", "a.txt", "mode", "0644"))))
            .expect(400);
    assertThat(answer.json().at("/problems").findValuesAsString("pointer"))
        .containsExactly("/files/0/digest", "/files/0/size");
  }

  @Test
  void aWrongMethodAWrongTypeAndABigBodyAreToldApart() {
    assertThat(admin.delete("/api/v1/me").expect(405).header("Allow")).contains("GET");
    admin
        .send("POST", "/api/v1/tokens", "x".getBytes(StandardCharsets.UTF_8), "text/plain")
        .expect(415);
    assertThat(
            admin
                .send("POST", "/api/v1/tokens", new byte[17 * 1024 * 1024], "application/json")
                .expect(413)
                .code())
        .isEqualTo("BODY_TOO_LARGE");
  }

  @Test
  void badLimitsCursorsAndUnknownQueryParametersAreRefused() {
    for (String query :
        new String[] {
          "limit=1000000000",
          "limit=0",
          "limit=x",
          "cursor=zzz",
          "cursor=MTp4",
          "sort=;drop",
          "state=nonsense",
          "dag=x"
        }) {
      assertThat(admin.get("/api/v1/runs?" + query).expect(422).code())
          .as(query)
          .isEqualTo("QUERY");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dag=%ff", "dag=%c3%28", "dag=a%00b", "%ed%a0%80=x", "dag=%zz", "cursor=%"})
  void anAddressThatIsNoTextIsRefusedAndNamed(String query) throws IOException {
    // Sent as it stands, because the client of the other tests would refuse it.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/runs?" + query + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"UNREADABLE\"", "the query parameter '" + query.split("=", 2)[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " null ", "[]", "\"x\"", "7"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    send(body).expect(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"name\":7,\"role\":\"viewer\"}              | /name",
        "{\"name\":\"x\",\"role\":\"viewer\",\"days\":1.5} | /days",
        "{\"name\":\"x\",\"role\":\"viewer\",\"days\":\" \"} | /days",
        "{\"name\":\"x\",\"role\":\"viewer\",\"days\":1e400} | /days"
      })
  void aValueOfAnotherTypeIsNotTurnedIntoTheWantedOne(String body, String pointer) {
    assertThat(send(body).expect(400).json().at("/where/pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void theApplicationsPagesForbidInlineScriptsAndFraming() {
    var page = service.anonymous().get("/");
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self'")
        .contains("frame-ancestors 'none'")
        .contains("object-src 'none'")
        .contains("base-uri 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"filter", "filter-error", "filter-servlet", "dispatch", "conversion", "handler"})
  void everyServerErrorNamesTheRequestUnderWhichTheLogHasTheCause(String place) {
    String fault = place + ":" + UUID.randomUUID();
    try (var log = LogLines.capture()) {
      for (String method : List.of("GET", "PUT", "DELETE")) {
        var answer =
            admin
                .header(FaultInjection.HEADER, fault)
                .header("Idempotency-Key", fault)
                .send(method, "/api/v1/me", null, null);
        if (!place.equals("conversion") || method.equals("GET")) {
          answer.expect(place.equals("handler") && !method.equals("GET") ? 405 : 500);
        }
        if (answer.status() == 500) {
          String id = answer.json().get("requestId").asString();
          assertThat(id).isEqualTo(answer.header("X-Request-Id")).isNotEqualTo("none");
          assertThat(answer.json().get("hint").asString()).contains("log has the cause");
          assertThat(log.lines())
              .filteredOn(event -> event.getFormattedMessage().contains(id))
              .singleElement()
              .satisfies(
                  event ->
                      assertThat(cause(event)).contains(place.equals("dispatch") ? "" : fault));
        }
      }
    }
  }

  private static String cause(ILoggingEvent event) {
    // The line itself names a failure that comes back.
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
      text.append(e.getMessage()).append('\n');
    }
    return text.toString();
  }

  private TestClient.Answer send(String json) {
    return admin.send(
        "POST", "/api/v1/tokens", json.getBytes(StandardCharsets.UTF_8), "application/json");
  }
}
