package dev.millrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiConnectionTest {
  private HttpServer http;

  @BeforeEach
  void listen() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  @Test
  void aProblemIsToldWithEveryPlaceAndHint() {
    answer(
        "/api/v1/x",
        422,
        """
        {"code":"DEFINITION","detail":"2 problems in the definitions","problems":[
          {"code":"STEP_UNKNOWN","message":"step 'predict' depends on 'trian', which does not exist",
           "where":{"file":"dags/a.yaml","line":31,"column":18,"pointer":"/steps/predict/dependsOn/0"},"hint":"did you mean 'train'?"},
          {"code":"DAG_EMPTY","message":"the Dag has no steps","where":{"file":"dags/b.yaml"}}]}
        """);

    try (ApiConnection api = connect()) {
      ApiException problem = catchThrowableOfType(ApiException.class, () -> api.get("/x"));
      assertThat(problem.status()).isEqualTo(422);
      assertThat(problem.code()).isEqualTo("DEFINITION");
      assertThat(problem)
          .hasMessage(
              """
              2 problems in the definitions
                dags/a.yaml:31:18: step 'predict' depends on 'trian', which does not exist (did you mean 'train'?)
                dags/b.yaml: the Dag has no steps""");
    }
  }

  @Test
  void whatTheServerMustRefuseReachesItUnchanged() {
    var bodies = new ArrayList<String>();
    http.createContext(
        "/api/v1/x",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    TriggerRequest request =
        TriggerRequest.with("half", "a\ud800b")
            .and("nul", "\u0000")
            .and("nan", Double.NaN)
            .and("zero", -0.0);
    try (ApiConnection api = connect()) {
      api.post("/x", request.toJson(), null);
    }
    assertThat(bodies)
        .containsExactly(
            "{\"parameters\":{\"half\":\"a\\uD800b\",\"nul\":\"\\u0000\","
                + "\"nan\":{\"$number\":\"NaN\"},\"zero\":-0.0}}");
    assertThatThrownBy(() -> ApiConnection.segment("a\udc00"))
        .hasMessageContaining("half of a character");
  }

  @Test
  void aPageThatIsNotOursIsToldByItsStatus() {
    answer("/api/v1/x", 502, "<html>Bad gateway</html>");

    try (ApiConnection api = connect()) {
      assertThatThrownBy(() -> api.get("/x")).hasMessageContaining("answered with status 502");
    }
  }

  @Test
  void nobodyThereNamesTheAddressAndTheRemedy() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var api = new ApiConnection(URI.create("http://127.0.0.1:" + free), "t")) {
      assertThatThrownBy(() -> api.get("/x"))
          .isInstanceOf(ServerUnreachableException.class)
          .hasMessageContaining("127.0.0.1:" + free)
          .hasMessageContaining("millrace up");
    }
  }

  @Test
  void aNameNeverLeavesItsPathSegment() {
    assertThat(ApiConnection.segment("a/b c?d")).isEqualTo("a%2Fb%20c%3Fd");
  }

  private ApiConnection connect() {
    return new ApiConnection(
        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/"), "t");
  }

  private void answer(String path, int status, String body) {
    http.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
