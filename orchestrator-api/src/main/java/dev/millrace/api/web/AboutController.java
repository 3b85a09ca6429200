package dev.millrace.api.web;

import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
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
  private final JdbcClient sql;

  AboutController(JdbcClient sql) {
    this.sql = sql;
  }

  /** The server's version; {@code development} when it does not run from a jar. */
  record Version(String version) {}

  /** Whether the parts that every request needs answer: {@code up} or {@code down}. */
  record Health(String status, String database) {}

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
    try {
      sql.sql("SELECT 1").query(Integer.class).single();
      return ResponseEntity.ok(new Health("up", "up"));
    } catch (org.springframework.dao.DataAccessException e) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down", "down"));
    }
  }

  @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @Requires(scope = Scope.PUBLIC)
  @Answer
  Resource openApi() {
    return new ClassPathResource("openapi.json");
  }
}
