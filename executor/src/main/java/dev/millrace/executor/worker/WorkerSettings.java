package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told when it starts.
 *
 * @param server the server's address, such as {@code http://127.0.0.1:8080}
 * @param token the pool's token
 * @param pool the pool to serve
 * @param slots how many slots to offer, from 1
 * @param name what people call the worker
 * @param mounts folders to offer, absolute, by name
 * @param data the worker's own folder: made when missing, used by one worker at a time
 * @param python the interpreter to make environments from; null: the one on the PATH
 * @param account what users' code runs under
 * @param version of the program, for people
 * @param limits how much is kept of what steps print and of their files
 */
public record WorkerSettings(
    URI server,
    PoolToken token,
    String pool,
    int slots,
    String name,
    Map<String, Path> mounts,
    Path data,
    @Nullable Path python,
    StepAccount account,
    String version,
    WorkerLimits limits) {
  /** With the usual limits. */
  public WorkerSettings(
      URI server,
      PoolToken token,
      String pool,
      int slots,
      String name,
      Map<String, Path> mounts,
      Path data,
      @Nullable Path python,
      StepAccount account,
      String version) {
    this(
        server,
        token,
        pool,
        slots,
        name,
        mounts,
        data,
        python,
        account,
        version,
        WorkerLimits.DEFAULT);
  }

  public WorkerSettings {
    mounts = Map.copyOf(mounts);
    if (slots < 1) {
      throw new IllegalArgumentException("a worker offers at least 1 slot, not " + slots);
    }
  }

  /**
   * Where the pool's token comes from; asked again for every session, so that it can be changed.
   */
  @FunctionalInterface
  public interface PoolToken {
    /** The token. */
    String read() throws IOException;

    /** A token that is known. */
    static PoolToken of(String token) {
      return () -> token;
    }

    /** The first line of a file. */
    static PoolToken in(Path file) {
      return () -> {
        try (var lines = Files.lines(file)) {
          return lines
              .findFirst()
              .map(String::strip)
              .orElseThrow(
                  () -> new IOException(file + " holds no token; write the pool's token to it"));
        }
      };
    }
  }
}
