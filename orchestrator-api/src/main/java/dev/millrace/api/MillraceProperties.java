package dev.millrace.api;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service's own settings.
 *
 * @param dataDir where the token for commands on this machine is kept; absent: nowhere
 * @param baseUrl the address people use, when a proxy stands before the server
 */
@ConfigurationProperties("millrace")
public record MillraceProperties(@Nullable Path dataDir, @Nullable URI baseUrl) {
  /** The name of the user that the first start makes. */
  public static final String ADMINISTRATOR = "admin";

  /** Whether browsers reach the server by TLS only, so that cookies may be bound to it. */
  public boolean secure() {
    return baseUrl != null && "https".equals(baseUrl.getScheme());
  }
}
