package dev.millrace.cli.up;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ServerAccess;
import dev.millrace.executor.account.PrivateFolder;
import dev.millrace.scheduler.secret.SecretKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one {@code millrace up}: database, worker, and the two small files by which other
 * commands on this machine find the server and sign in.
 */
public final class DataFolder {
  private static final String SECRETS_KEY = "secrets.key";

  /** Binaries and an empty cluster take some 120 MiB; the rest is for a first run to write to. */
  private static final long LEAST_FREE_MIB = 300;

  private final Path root;

  private DataFolder(Path root) {
    this.root = root;
  }

  /**
   * @param given {@code --data}, or null for {@code MILLRACE_HOME} and then {@code ~/.millrace}
   */
  public static DataFolder at(@Nullable Path given, Map<String, String> environment) {
    return new DataFolder(ServerAccess.dataFolder(given, environment));
  }

  Path root() {
    return root;
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path worker() {
    return root.resolve("worker");
  }

  Path tokenFile() {
    return root.resolve(ServerAccess.TOKEN_FILE);
  }

  /**
   * Address of the server that this folder's {@code up} started last, whether or not it still runs.
   */
  public Optional<String> serverUrl() {
    return ServerAccess.read(root.resolve(ServerAccess.URL_FILE));
  }

  /** Token of this folder's administrator, for commands on this machine. */
  public Optional<String> token() {
    return ServerAccess.read(tokenFile());
  }

  /** Where the key of the secrets is kept, whether or not there is one. */
  Path secretsKeyFile() {
    return root.resolve(SECRETS_KEY);
  }

  /** The file with the key of the secrets (mode 0600), made with a new one when it is missing. */
  Path ensureSecretsKey() {
    Path file = secretsKeyFile();
    if (!Files.exists(file)) {
      write(file, SecretKeys.generate().stripTrailing());
    }
    return file;
  }

  void rememberServer(String url) {
    write(root.resolve(ServerAccess.URL_FILE), url);
  }

  /**
   * Makes the folder (mode 0700) and takes its lock, which the operating system gives back however
   * this process ends.
   *
   * @throws CliException when another process holds it or the folder cannot be written
   */
  Lock lock() {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      // The folder itself may be there already, and open to others.
      Path log = root.resolve("log");
      if (!Files.isDirectory(log)) {
        PrivateFolder.make(log, "millrace.log");
      }
      FileChannel channel =
          FileChannel.open(
              root.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse();
      }
      return new Lock(channel);
    } catch (OverlappingFileLockException e) {
      throw inUse();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "the data folder %s cannot be used (%s); check its owner and free space, or name another with --data"
              .formatted(root, e.getMessage()));
    }
  }

  /**
   * A full disk is told before anything is written, and not by whichever program meets it first.
   *
   * @throws CliException when less than 300 MiB are free there
   */
  void requireSpace() {
    try {
      long free = Files.getFileStore(root).getUsableSpace() >> 20;
      if (free < LEAST_FREE_MIB) {
        throw new CliException(
            ExitCode.NOT_SUCCEEDED,
            "only %d MiB are free where the data folder %s is, and at least %d MiB are needed; free some space, or name a folder on another disk with --data"
                .formatted(free, root, LEAST_FREE_MIB));
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "the free space of the data folder %s cannot be told (%s)"
              .formatted(root, e.getMessage()));
    }
  }

  private CliException inUse() {
    return new CliException(
        ExitCode.NOT_SUCCEEDED,
        "the data folder %s is in use by another `millrace up`%s; stop that one, or name another folder with --data"
            .formatted(root, serverUrl().map(u -> " (" + u + ")").orElse("")));
  }

  private static void write(Path file, String text) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, text + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "%s cannot be written (%s); check free space and permissions"
              .formatted(file, e.getMessage()));
    }
  }

  /** Held for as long as {@code up} runs. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // The process ends now, and the lock with it.
      }
    }
  }
}
