package dev.millrace.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Properties that are not known yet when a server's start begins. They are waited for once the
 * context has read all its configuration, a quarter of a start, and before it makes its first bean.
 */
final class LaterProperties
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private final Supplier<Map<String, String>> later;
  private @Nullable RuntimeException failure;

  LaterProperties(Supplier<Map<String, String>> later) {
    this.later = later;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context.addBeanFactoryPostProcessor(
        factory ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("later", Map.copyOf(await()))));
  }

  /** Why the start was given up. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private Map<String, String> await() {
    try {
      return later.get();
    } catch (RuntimeException e) {
      failure = e;
      // Whoever started the server tells it; Spring has nothing to report.
      throw new SpringApplication.AbandonedRunException();
    }
  }
}
