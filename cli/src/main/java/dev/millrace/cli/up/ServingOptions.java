package dev.millrace.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} and {@code server} can be told about how they serve. */
public final class ServingOptions {
  @Option(
      names = "--secrets-key-file",
      paramLabel = "F",
      description =
          "File with the key that secrets are encrypted with (MILLRACE_SECRETS_KEY_FILE; default: secrets.key in the data folder, which `up` makes). Every server of a database needs the same.")
  @Nullable Path secretsKeyFile;

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
