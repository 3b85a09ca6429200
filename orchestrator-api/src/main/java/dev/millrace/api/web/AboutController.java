package dev.millrace.api.web;

import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which version this is, whether it works, and how to call it. Answers without a credential and
 * says no more.
 */
@RestController
@RequestMapping("/api/v1")
class AboutController {
  private final DatabaseProbe database;

  AboutController(DatabaseProbe database) {
    this.database = database;
  }

  /** The server's version; {@code development} when it does not run from a jar. */
  record Version(String version) {}

  /** Whether the parts that every request needs answer: {@code up} or {@code down}. */
  record Health(String status, String database) {}

  /** That the process answers: {@code up}. */
  record Liveness(String status) {}

  @GetMapping("/version")
  @Requires(scope = Scope.PUBLIC)
  Version version() {
    String version = getClass().getPackage().getImplementationVersion();
    return new Version(Objects.requireNonNullElse(version, "development"));
  }

  @GetMapping("/health")
  @Requires(scope = Scope.PUBLIC)
  @Answer(body = Health.class)
  @Answer(status = 503, body = Health.class, when = "The database does not answer")
  ResponseEntity<Health> health() {
    return database.answers()
        ? ResponseEntity.ok(new Health("up", "up"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down", "down"));
  }

  /** Whether the process answers; the database does not matter, since a restart would not help. */
  @GetMapping("/health/live")
  @Requires(scope = Scope.PUBLIC)
  Liveness live() {
    return new Liveness("up");
  }

  /** Whether requests should be sent here. */
  @GetMapping("/health/ready")
  @Requires(scope = Scope.PUBLIC)
  @Answer(body = Health.class)
  @Answer(status = 503, body = Health.class, when = "The database does not answer")
  ResponseEntity<Health> ready() {
    return health();
  }

  @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @Requires(scope = Scope.PUBLIC)
  @Answer
  Resource openApi() {
    return new ClassPathResource("openapi.json");
  }
}
