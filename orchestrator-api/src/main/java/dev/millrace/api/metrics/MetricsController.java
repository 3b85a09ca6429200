package dev.millrace.api.metrics;

import dev.millrace.api.identity.Role;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Prometheus scrapes, with a token like any program: names of pools and addresses of the API
 * are not for everyone.
 */
@RestController
class MetricsController {
  private static final String MEDIA_TYPE = "text/plain;version=0.0.4;charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Figures figures;

  MetricsController(PrometheusMeterRegistry registry, Figures figures) {
    this.registry = registry;
    this.figures = figures;
  }

  @GetMapping("/api/v1/metrics")
  @Requires(scope = Scope.INSTANCE, role = Role.VIEWER)
  @Answer(mediaType = "text/plain", when = "In the text format of Prometheus")
  ResponseEntity<String> metrics() {
    figures.refresh();
    return ResponseEntity.ok().header("Content-Type", MEDIA_TYPE).body(registry.scrape());
  }
}
