package dev.millrace.cli.up;

import dev.millrace.api.identity.TrustedProxies;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} and {@code server} can be told about how they serve. */
public final class ServingOptions {
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~-]+)*/?");

  @Option(
      names = "--secrets-key-file",
      paramLabel = "F",
      description =
          "File with the key that secrets are encrypted with (MILLRACE_SECRETS_KEY_FILE; default: secrets.key in the data folder, which `up` makes). Every server of a database needs the same.")
  @Nullable Path secretsKeyFile;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "The address that people use, when a proxy stands before the server (MILLRACE_BASE_URL), e.g. https://host/millrace. Its path is part of every address.")
  @Nullable String baseUrl;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "LIST",
      description =
          "Addresses and networks of proxies, separated by commas, whose Forwarded and X-Forwarded-For are believed (MILLRACE_TRUSTED_PROXIES), e.g. 127.0.0.1,10.0.0.0/8. Without it every client of a proxy counts as the proxy when tries to sign in are counted.")
  @Nullable String trustedProxies;

  @Mixin LogOptions log = new LogOptions();

  /**
   * The address that people use; empty: the server's own.
   *
   * @throws CliException when it is none
   */
  private Optional<URI> baseUrl(Map<String, String> environment) {
    return Optional.ofNullable(baseUrl)
        .or(() -> Optional.ofNullable(environment.get("MILLRACE_BASE_URL")))
        .map(ServingOptions::address);
  }

  /**
   * The proxies that are believed, as they were written; empty: none.
   *
   * @throws CliException when an entry is neither an address nor a network
   */
  private Optional<String> trustedProxies(Map<String, String> environment) {
    Optional<String> given =
        Optional.ofNullable(trustedProxies)
            .or(() -> Optional.ofNullable(environment.get("MILLRACE_TRUSTED_PROXIES")));
    try {
      given.ifPresent(TrustedProxies::parse);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.BAD_USAGE, "--trusted-proxies: " + e.getMessage());
    }
    return given;
  }

  /**
   * Looks at what was written before anything is started.
   *
   * @throws CliException when it cannot be used
   */
  void requireValid(Map<String, String> environment) {
    chosen(Optional.empty(), environment);
  }

  /**
   * What was chosen.
   *
   * @param secretsKey the file with the secrets' keys; empty: secrets cannot be used
   */
  ServerPlan.Serving chosen(Optional<Path> secretsKey, Map<String, String> environment) {
    return new ServerPlan.Serving(
        secretsKey, baseUrl(environment), trustedProxies(environment), log.format(environment));
  }

  private static URI address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "'%s' is no base URL; it looks like https://host or https://host/millrace"
              .formatted(text));
    }
    return URI.create(text.replaceFirst("/+$", ""));
  }

  /** The key file that was named, or the data folder's if there is one. */
  Optional<Path> secretsKeyFile(DataFolder folder, Map<String, String> environment) {
    return namedSecretsKeyFile(environment)
        .or(() -> Optional.of(folder.secretsKeyFile()).filter(Files::exists));
  }

  /** The key file that was named by flag or environment. */
  Optional<Path> namedSecretsKeyFile(Map<String, String> environment) {
    return Optional.ofNullable(secretsKeyFile)
        .or(() -> Optional.ofNullable(environment.get("MILLRACE_SECRETS_KEY_FILE")).map(Path::of));
  }
}
