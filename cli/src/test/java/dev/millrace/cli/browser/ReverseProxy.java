package dev.millrace.cli.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before a server in production: takes requests below one path of its own port and
 * passes them on as they are, answers piece by piece.
 */
final class ReverseProxy implements AutoCloseable {
  /** Of one connection, not of a message. */
  private static final Set<String> HOP =
      Set.of(
          "connection",
          "content-length",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect");

  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int target;
  private final AtomicInteger passedOn = new AtomicInteger();

  /**
   * @param path what it passes on; everything else is 404
   * @param target the server's port on this machine
   */
  ReverseProxy(int port, String path, int target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(path + "/", this::passOn);
    server.start();
  }

  private void passOn(HttpExchange exchange) throws IOException {
    passedOn.incrementAndGet();
    try (exchange) {
      HttpResponse<InputStream> answer = http.send(request(exchange), BodyHandlers.ofInputStream());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      boolean empty = answer.statusCode() == 204 || answer.statusCode() == 304;
      exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
      if (!empty) {
        copy(answer.body(), exchange.getResponseBody());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + target + exchange.getRequestURI().toASCIIString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request
        .header("X-Forwarded-For", exchange.getRemoteAddress().getAddress().getHostAddress())
        .build();
  }

  private static boolean isPassedOn(String header) {
    return !header.startsWith(":") && !HOP.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[8192];
    for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
      to.write(piece, 0, n);
      to.flush();
    }
  }

  /** How many requests it passed on. */
  int passedOn() {
    return passedOn.get();
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
