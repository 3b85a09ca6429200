package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.cli.BuildVersion;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.worker.Worker;
import dev.millrace.executor.worker.WorkerLimits;
import dev.millrace.executor.worker.WorkerSettings;
import dev.millrace.executor.worker.WorkerSettings.PoolToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The worker of {@code up}: in the same process, but talking to the server over HTTP like any
 * other.
 */
final class EmbeddedWorker {
  private static final String POOL = "default";
  private static final String NAME = "local";

  private EmbeddedWorker() {}

  static Worker start(
      MillraceServer.Running server,
      URI url,
      Path folder,
      int slots,
      @Nullable Path python,
      WorkerLimits limits) {
    // A new token at every start; the one before is revoked with it, so none has to lie on the
    // disk.
    String token = server.part(PoolTokens.class).issueForServer(POOL, NAME).secret();
    if (token == null) {
      throw new IllegalStateException("a new pool token comes with its secret");
    }
    var settings =
        new WorkerSettings(
            url,
            PoolToken.of(token),
            POOL,
            slots,
            NAME,
            Map.of(),
            folder,
            python,
            StepAccount.own(),
            BuildVersion.text(),
            limits);
    return start(settings);
  }

  static Worker start(WorkerSettings settings) {
    try {
      return Worker.start(settings);
    } catch (IOException e) {
      throw new CliException(ExitCode.NOT_SUCCEEDED, "the worker did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(
          ExitCode.NOT_SUCCEEDED, "the worker did not start: it was interrupted");
    }
  }
}
