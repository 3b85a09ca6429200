package dev.millrace.api;

import dev.millrace.api.identity.LoginLinks;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server. Started by the command line with properties: {@code spring.datasource.*}, {@code
 * server.address}, {@code server.port}, {@code millrace.*}.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties(MillraceProperties.class)
public class MillraceServer {

  /** A server that answers requests. */
  public static final class Running implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Running(ConfigurableApplicationContext context) {
      this.context = context;
    }

    /** The port it listens on; the chosen one when 0 was asked for. */
    public int port() {
      var server = ((WebServerApplicationContext) context).getWebServer();
      if (server == null) {
        throw new IllegalStateException("the server was stopped");
      }
      return server.getPort();
    }

    /** A new one-time login link for the administrator: what follows the server's address. */
    public LoginLinks.LoginLink loginLink() {
      return context.getBean(LoginLinks.class).issue(MillraceProperties.ADMINISTRATOR);
    }

    /** A bean of the server, for the process that embeds it. */
    public <T> T part(Class<T> type) {
      return context.getBean(type);
    }

    /** Stops it: no new requests, streams end, running requests finish. Twice is fine. */
    @Override
    public void close() {
      context.close();
    }
  }

  /**
   * Starts a server in this process and returns when it answers.
   *
   * @param properties over the defaults of the service
   */
  public static Running start(Map<String, String> properties) {
    return start(properties, Map::of);
  }

  /**
   * Starts a server while its database may still be on its way up, and returns when it answers.
   *
   * @param properties over the defaults of the service
   * @param later more of them, such as where the database is: asked for once, after the server has
   *     read its configuration and before it makes its first part. What it throws ends the start
   *     and is thrown on
   */
  public static Running start(Map<String, String> properties, Supplier<Map<String, String>> later) {
    String[] arguments =
        properties.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new);
    var application = new SpringApplication(MillraceServer.class);
    // The command line owns the process and its signals; it closes what it started.
    application.setRegisterShutdownHook(false);
    var awaited = new LaterProperties(later);
    application.addInitializers(awaited);
    try {
      return new Running(application.run(arguments));
    } catch (SpringApplication.AbandonedRunException e) {
      throw awaited.failure().orElse(e);
    }
  }
}
