package dev.millrace.api.shares;

import dev.millrace.api.attempts.NotebookReports;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.store.LatestSuccesses;
import dev.millrace.scheduler.store.LatestSuccesses.Success;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The report behind a share link. Whatever is wrong with a link, the answer is the same page, so
 * that nobody learns which links there were.
 */
@RestController
class SharedReportController {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String NOTHING = nothing();

  private final ShareLinks links;
  private final LatestSuccesses successes;
  private final NotebookReports reports;

  SharedReportController(ShareLinks links, LatestSuccesses successes, NotebookReports reports) {
    this.links = links;
    this.successes = successes;
    this.reports = reports;
  }

  @GetMapping("/shared/{secret}")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<String> report(@PathVariable String secret) {
    Optional<String> page =
        SECRET.matcher(secret).matches()
            ? links.find(secret).flatMap(this::attempt).flatMap(id -> reports.of(id, false))
            : Optional.empty();
    page.ifPresent(shown -> links.used(secret));
    return ResponseEntity.status(page.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
        .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .body(page.orElse(NOTHING));
  }

  private Optional<UUID> attempt(ShareLinks.Target target) {
    return target.attempt() != null
        ? Optional.of(target.attempt())
        : successes.of(target.dag(), target.step()).map(Success::attempt);
  }

  private static String nothing() {
    try (InputStream page =
        SharedReportController.class.getResourceAsStream("/reports/nothing.html")) {
      return new String(
          Objects.requireNonNull(page, "nothing.html").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
