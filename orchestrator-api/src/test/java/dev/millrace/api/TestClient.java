package dev.millrace.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the service: with a bearer token, or with cookies as a browser does, or with nothing.
 * Every answer must be one that the OpenAPI document promises.
 */
public final class TestClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Contract CONTRACT = new Contract();

  private final int port;
  private final HttpClient http;
  private final @Nullable CookieManager cookies;
  private final Map<String, String> headers;

  TestClient(int port) {
    this(port, HttpClient.newHttpClient(), null, Map.of());
  }

  private TestClient(
      int port, HttpClient http, @Nullable CookieManager cookies, Map<String, String> headers) {
    this.port = port;
    this.http = http;
    this.cookies = cookies;
    this.headers = headers;
  }

  /** The same with a bearer token. */
  public TestClient bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** The same with a header on every request. */
  public TestClient header(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new TestClient(port, http, cookies, more);
  }

  /** The same at another server on this machine. */
  public TestClient at(int otherPort) {
    return new TestClient(otherPort, http, cookies, headers);
  }

  /** A browser: keeps cookies and sends the CSRF header that its page would send. */
  public TestClient browser() {
    var jar = new CookieManager();
    return new TestClient(port, HttpClient.newBuilder().cookieHandler(jar).build(), jar, headers);
  }

  /** A cookie's value in this browser; null when it has none. */
  public @Nullable String cookie(String name) {
    return cookies == null
        ? null
        : cookies.getCookieStore().getCookies().stream()
            .filter(c -> c.getName().equals(name))
            .map(HttpCookie::getValue)
            .findFirst()
            .orElse(null);
  }

  /** A GET request. */
  public Answer get(String path) {
    return send("GET", path, null, null);
  }

  /** A POST request; the body is written as JSON. */
  public Answer post(String path, Object body) {
    return send("POST", path, JSON.writeValueAsBytes(body), "application/json");
  }

  /** A POST request without a body. */
  public Answer post(String path) {
    return send("POST", path, null, null);
  }

  /** A PUT request; the body is written as JSON. */
  public Answer put(String path, Object body) {
    return send("PUT", path, JSON.writeValueAsBytes(body), "application/json");
  }

  /** A PATCH request; the body is written as JSON. */
  public Answer patch(String path, Object body) {
    return send("PATCH", path, JSON.writeValueAsBytes(body), "application/json");
  }

  /** A DELETE request. */
  public Answer delete(String path) {
    return send("DELETE", path, null, null);
  }

  /** Any request. */
  public Answer send(String method, String path, byte @Nullable [] body, @Nullable String type) {
    try {
      var response = http.send(request(method, path, body, type), BodyHandlers.ofByteArray());
      CONTRACT.check(response);
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A request whose answer is read while it comes. */
  public HttpResponse<java.io.InputStream> stream(String path)
      throws IOException, InterruptedException {
    return http.send(request("GET", path, null, null), BodyHandlers.ofInputStream());
  }

  private HttpRequest request(
      String method, String path, byte @Nullable [] body, @Nullable String type) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    String csrf = cookie("XSRF-TOKEN");
    if (csrf != null && !headers.containsKey("X-XSRF-TOKEN")) {
      request.header("X-XSRF-TOKEN", csrf);
    }
    return request.build();
  }

  /** An answer. */
  public record Answer(HttpResponse<byte[]> response) {

    /** Fails with the answer's text unless it has this status. */
    public Answer expect(int status) {
      if (response.statusCode() != status) {
        throw new AssertionError(
            "%s %s: expected %d, got %d: %s"
                .formatted(
                    response.request().method(),
                    response.uri(),
                    status,
                    response.statusCode(),
                    text()));
      }
      return this;
    }

    /** The status. */
    public int status() {
      return response.statusCode();
    }

    /** The body as text. */
    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** A problem's code. */
    public String code() {
      return json().path("code").asString("");
    }

    /** All cookies that the answer sets. */
    public List<String> cookies() {
      return response.headers().allValues("Set-Cookie");
    }

    /** A header's first value; empty when absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
