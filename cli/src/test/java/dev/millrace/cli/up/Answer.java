package dev.millrace.cli.up;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a server said, and how long it took.
 *
 * @param status 0: nothing, because the connection broke
 * @param retryAfter whether the answer says when to come back
 */
record Answer(int status, String body, boolean retryAfter, Duration took) {
  static Answer to(HttpClient http, HttpRequest request) {
    long began = System.nanoTime();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").isPresent(),
          since(began));
    } catch (IOException e) {
      return new Answer(0, e.toString(), false, since(began));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted", false, since(began));
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
