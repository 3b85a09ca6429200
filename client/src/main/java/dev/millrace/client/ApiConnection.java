package dev.millrace.client;

import dev.millrace.dsl.StorableText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One authenticated connection to a server's REST API, in JSON as it stands there.
 *
 * <p>Safe for many threads. Paths are below {@code /api/v1} and start with a slash; use {@link
 * #segment} for every part that is not a literal. Every method throws {@link ApiException} for a
 * problem answer and {@link ServerUnreachableException} where nobody answers; nothing is retried
 * here.
 */
public final class ApiConnection implements AutoCloseable {
  // Escaped, so that half of a character reaches the server, which refuses it by its field.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final int PAGE = 200;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

  private final HttpClient http;
  private final URI server;
  private final String token;
  private volatile boolean closed;

  /**
   * @param server root of the server, for example {@code http://127.0.0.1:8080}
   * @param token a bearer token of that server
   */
  public ApiConnection(URI server, String token) {
    this.server = server;
    this.token = token;
    this.http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  }

  public URI server() {
    return server;
  }

  /** A name made safe as one path segment. */
  public static String segment(String name) {
    String flaw = StorableText.flaw(name);
    if (flaw != null) {
      throw new IllegalArgumentException("the name contains " + flaw);
    }
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public JsonNode get(String path) {
    return json(send(request(path).GET().build()));
  }

  /**
   * A list to its end, page by page.
   *
   * @param path of a list, with no query
   * @return the items in the list's order, in the form of a page that has no next
   */
  public JsonNode list(String path) {
    ObjectNode whole = JSON.createObjectNode();
    ArrayNode items = whole.putArray("items");
    String cursor = "";
    do {
      JsonNode page = get("%s?limit=%d%s".formatted(path, PAGE, cursor));
      page.path("items").forEach(items::add);
      cursor =
          page.hasNonNull("nextCursor")
              ? "&cursor=" + segment(page.path("nextCursor").stringValue())
              : "";
    } while (!cursor.isEmpty());
    return whole;
  }

  /** The answer's body as text, for example a log. */
  public String getText(String path) {
    return new String(read(send(request(path).GET().build())), StandardCharsets.UTF_8);
  }

  /**
   * @param idempotencyKey the same key with the same body gets the first answer again; null for
   *     none
   */
  public JsonNode post(String path, JsonNode body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return json(send(request.build()));
  }

  /** Puts a representation in place of whatever is there. */
  public JsonNode put(String path, JsonNode body) {
    return json(send(withBody("PUT", path, body)));
  }

  /** Changes the fields that the body has, and leaves the others. */
  public JsonNode patch(String path, JsonNode body) {
    return json(send(withBody("PATCH", path, body)));
  }

  private HttpRequest withBody(String method, String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  /** Removes what is there; the answer is usually empty. */
  public JsonNode delete(String path) {
    return json(send(request(path).DELETE().build()));
  }

  /** Uploads bytes; the answer's body, usually empty, is dropped. */
  public void put(String path, BodyPublisher body) {
    read(send(request(path).header("Content-Type", "application/octet-stream").PUT(body).build()));
  }

  /** Whether {@link #close} was called. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stripSlash(server.toString()) + "/api/v1" + path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, text/plain;q=0.9, */*;q=0.1");
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        throw problem(response);
      }
      return response;
    } catch (IOException e) {
      throw new ServerUnreachableException(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerUnreachableException(server, new IOException("interrupted", e));
    }
  }

  private JsonNode json(HttpResponse<InputStream> response) {
    byte[] body = read(response);
    return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
  }

  private byte[] read(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ServerUnreachableException(server, e);
    }
  }

  private ApiException problem(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    byte[] body = read(response);
    try {
      JsonNode problem = JSON.readTree(body);
      return new ApiException(
          status,
          problem.path("code").asString("HTTP_" + status),
          problem.path("detail").asString(""),
          new Answer(problem).list("problems", ApiProblem::of),
          problem.path("hint").asString(""));
    } catch (JacksonException e) {
      // Not one of ours: a proxy's page, say. The status is all that can be told.
      return new ApiException(
          status,
          "HTTP_" + status,
          "%s answered with status %d".formatted(server, status),
          List.of(),
          "");
    }
  }

  private static String stripSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
