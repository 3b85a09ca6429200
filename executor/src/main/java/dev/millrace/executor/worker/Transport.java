package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Requests to the server and what their answers mean: an answer, {@link ServerUnavailableException}
 * (try again), or {@link RefusedException} (do not). An interrupt gives the request up.
 */
final class Transport implements AutoCloseable {
  /** An answer that takes longer than its parking and this was lost on the way. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final Duration TRANSFER = Duration.ofMinutes(10);

  private final HttpClient http;
  private final String root;

  Transport(URI server) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    this.root = server.toString().replaceAll("/+$", "") + WorkerProtocol.ROOT + "/";
  }

  /**
   * Posts a message.
   *
   * @param parked how long the server may hold the request before it answers
   */
  <T> T post(String path, String token, Object message, Class<T> answer, Duration parked)
      throws IOException, InterruptedException {
    HttpRequest request =
        to(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(written(message)))
            .build();
    return read(send(request, BodyHandlers.ofByteArray(), parked.plus(ANSWER)), answer);
  }

  <T> T get(String path, String token, Class<T> answer) throws IOException, InterruptedException {
    return read(send(to(path, token).GET().build(), BodyHandlers.ofByteArray(), TRANSFER), answer);
  }

  /** Writes the answer's bytes to a new file. */
  void download(String path, String token, Path target) throws IOException, InterruptedException {
    BodyHandler<byte[]> toFile =
        head ->
            head.statusCode() == 200
                ? BodySubscribers.mapping(
                    BodySubscribers.ofFile(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING),
                    file -> new byte[0])
                : BodySubscribers.ofByteArray();
    send(to(path, token).GET().build(), toFile, TRANSFER);
  }

  void upload(String path, String token, Path file) throws IOException, InterruptedException {
    HttpRequest request =
        to(path, token)
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    send(request, BodyHandlers.ofByteArray(), TRANSFER);
  }

  private HttpRequest.Builder to(String path, String token) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/octet-stream");
  }

  private byte[] send(HttpRequest request, BodyHandler<byte[]> handler, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(request, handler);
    HttpResponse<byte[]> response;
    try {
      response = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ServerUnavailableException(
          "no answer from " + request.uri() + " within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new ServerUnavailableException(request.uri() + " is not reached: " + e.getCause(), e);
    } finally {
      pending.cancel(true);
    }
    int status = response.statusCode();
    if (status / 100 == 2) {
      return response.body();
    }
    String message =
        "%s %s was answered with %d%s"
            .formatted(request.method(), request.uri().getPath(), status, detail(response.body()));
    JsonNode problem = problem(response.body());
    String code = text(problem.path("code"));
    String path = request.uri().toString().substring(root.length());
    if (FinalRefusals.covers(path, status, code == null ? "" : code)) {
      throw new RefusedException(
          status, message, code, text(problem.path("where").path("pointer")));
    }
    throw status == 500
        ? new ServerFailedException(message)
        : new ServerUnavailableException(message);
  }

  private static byte[] written(Object message) throws RefusedException {
    try {
      return WorkerProtocol.json().writeValueAsBytes(message);
    } catch (JacksonException e) {
      // Not even JSON can say it: no server would take it.
      throw new RefusedException(
          400, "a message cannot be written: " + e.getOriginalMessage(), "UNREADABLE", null);
    }
  }

  /** The problem document of an answer; without any field if the answer is something else. */
  private static JsonNode problem(byte @Nullable [] body) {
    try {
      return WorkerProtocol.json().readTree(body == null ? new byte[0] : body);
    } catch (JacksonException e) {
      return WorkerProtocol.json().createObjectNode();
    }
  }

  private static <T> T read(byte[] body, Class<T> type) throws IOException {
    try {
      return WorkerProtocol.json().readValue(body, type);
    } catch (JacksonException e) {
      // A proxy's page, or an answer cut off: not the server's word.
      throw new ServerUnavailableException("an answer was not understood: " + e.getMessage(), e);
    }
  }

  private static String detail(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      return "";
    }
    try {
      JsonNode problem = WorkerProtocol.json().readTree(body);
      String text = problem.path("code").asString("") + " " + problem.path("detail").asString("");
      return text.isBlank() ? "" : ": " + text.strip();
    } catch (JacksonException e) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return ": " + text.substring(0, Math.min(200, text.length()));
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isString() ? value.stringValue() : null;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
