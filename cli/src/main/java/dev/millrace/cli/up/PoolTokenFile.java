package dev.millrace.cli.up;

import dev.millrace.api.identity.PoolTokens;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A token of the default pool in a file that servers and workers share, so that a worker needs
 * nobody to carry its token to it. Servers that start at once agree on one: the file appears in one
 * rename, and whoever finds a valid one keeps it.
 */
final class PoolTokenFile {
  private static final String POOL = "default";
  private static final String NAME = "shared file";

  private final Path file;

  PoolTokenFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Makes sure that a valid token stands in the file; its group may read it.
   *
   * @throws CliException when the file cannot be read or written
   */
  void keep(PoolTokens tokens) {
    try {
      if (read().flatMap(tokens::authenticate).isPresent()) {
        return;
      }
      String secret = tokens.issueForServer(POOL, NAME).secret();
      if (secret == null) {
        throw new IllegalStateException("a new pool token comes with its secret");
      }
      write(secret);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "the pool's token cannot be kept in %s (%s); check the folder's owner and free space"
              .formatted(file, e.getMessage()));
    }
  }

  private Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(String secret) throws IOException {
    Path fresh =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    Files.writeString(fresh, secret + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
