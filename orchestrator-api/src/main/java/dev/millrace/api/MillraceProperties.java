package dev.millrace.api;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service's own settings.
 *
 * @param dataDir where the token for commands on this machine is kept; absent: nowhere
 * @param baseUrl the address people use, when a proxy stands before the server; its path is part of
 *     every address, which the proxy passes on unchanged
 * @param trustedProxies addresses and networks, separated by commas, whose Forwarded and
 *     X-Forwarded-For are believed; absent if there is none
 */
@ConfigurationProperties("millrace")
public record MillraceProperties(
    @Nullable Path dataDir, @Nullable URI baseUrl, @Nullable String trustedProxies) {
  /** The name of the user that the first start makes. */
  public static final String ADMINISTRATOR = "admin";

  /**
   * What stands before every path of the application, such as {@code /millrace}; empty without a
   * base URL, or when that has no path.
   */
  public String prefix() {
    String path = baseUrl == null || baseUrl.getPath() == null ? "" : baseUrl.getPath();
    return path.replaceFirst("/+$", "");
  }

  /** The address for people of a path; null without a base URL. */
  public @Nullable URI publicAddress(String path) {
    return baseUrl == null ? null : URI.create(baseUrl.toString().replaceFirst("/+$", "") + path);
  }

  /** Whether browsers reach the server by TLS only, so that cookies may be bound to it. */
  public boolean secure() {
    return baseUrl != null && "https".equals(baseUrl.getScheme());
  }
}
