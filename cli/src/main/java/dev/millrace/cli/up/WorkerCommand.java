package dev.millrace.cli.up;

import dev.millrace.cli.BuildVersion;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.worker.Worker;
import dev.millrace.executor.worker.WorkerLimits;
import dev.millrace.executor.worker.WorkerSettings;
import dev.millrace.executor.worker.WorkerSettings.PoolToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description =
        "A worker alone: takes steps from a server's pool and runs them here. It knows no database.")
public final class WorkerCommand implements Callable<Integer> {
  /** After the grace; a second less than what systemd and container platforms are set to. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(19);

  @Option(
      names = "--server",
      required = true,
      description = "The server's address, e.g. http://host:8080.")
  URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--token-file",
      required = true,
      paramLabel = "F",
      description =
          "File with the pool's token; read again for every session, so it can be changed.")
  Path tokenFile = Path.of("pool.token");

  @Option(
      names = "--pool",
      defaultValue = "default",
      description = "The pool to serve (default: default).")
  String pool = "default";

  @Option(
      names = "--slots",
      description =
          "Steps at a time (default: one a core, but one for every 2 GiB of memory at most).")
  @Nullable Integer slots;

  @Option(names = "--name", description = "What people call it (default: the host's name).")
  @Nullable String name;

  @Option(
      names = "--mount",
      paramLabel = "NAME=PATH",
      description = "A folder that steps may use by its name; may be given many times.")
  List<String> mounts = new ArrayList<>();

  @Option(
      names = "--data",
      description = "Its own folder (MILLRACE_HOME/worker, ~/.millrace/worker).")
  @Nullable Path data;

  @Option(
      names = "--python",
      description = "Interpreter that environments are made from (default: python3 on the PATH).")
  @Nullable Path python;

  @Option(
      names = "--run-as",
      paramLabel = "USER",
      defaultValue = "${env:MILLRACE_RUN_AS}",
      description = {
        "Account of this machine that steps run as, so that they cannot read what is the worker's: its token, its cache, its memory. It must be this worker's alone.",
        "Needs the right to change accounts: as root, with CAP_SETUID and CAP_SETGID, or with a setpriv that has them (MILLRACE_SETPRIV)."
      })
  @Nullable String runAs;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long running steps may go on when the worker is asked to stop (default 10); what has not ended then is tried again elsewhere.")
  int grace;

  @Mixin LogOptions log = new LogOptions();

  @Mixin LimitOptions limits = new LimitOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    int offered = slots == null ? Machine.slots() : slots;
    MountFolders mounted = MountFolders.of(mounts);
    requireNoMistakes(offered, mounted);
    WorkerLimits workerLimits = limits.limits(System.getenv());
    StepAccount account = account();
    Path folder = data == null ? DataFolder.at(null, System.getenv()).worker() : data;
    openLog(folder);
    var settings =
        new WorkerSettings(
            server,
            PoolToken.in(tokenFile),
            pool,
            offered,
            name == null ? hostName() : name,
            mounted.folders(),
            folder,
            python,
            account,
            BuildVersion.text(),
            workerLimits);
    PrintWriter out = spec.commandLine().getOut();
    try (var shutdown = new Shutdown()) {
      Worker worker = EmbeddedWorker.start(settings);
      shutdown.add("the worker", () -> worker.stop(Duration.ofSeconds(grace)));
      shutdown.onExit(Duration.ofSeconds(grace).plus(STOP_LIMIT));
      out.println(
          "worker %s offers %d slots of pool %s to %s"
              .formatted(settings.name(), offered, pool, server));
      out.flush();
      worker.stopped().join();
      return ExitCode.SUCCEEDED;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CliException(ExitCode.NOT_SUCCEEDED, "the worker stopped: " + cause.getMessage());
    }
  }

  /** Refuses with every mistake of the command line that can be seen without the server. */
  private void requireNoMistakes(int offered, MountFolders mounted) {
    List<String> mistakes = new ArrayList<>();
    Optional.ofNullable(tokenMistake(tokenFile)).ifPresent(mistakes::add);
    if (!IntRange.WORKER_SLOTS.contains(offered)) {
      mistakes.add("--slots must be a number " + IntRange.WORKER_SLOTS);
    }
    if (grace < 0) {
      mistakes.add("--grace must be 0 or more");
    }
    mistakes.addAll(mounted.problems());
    if (!mistakes.isEmpty()) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          mistakes.size() == 1
              ? mistakes.getFirst()
              : "the worker does not start:\n  " + String.join("\n  ", mistakes));
    }
  }

  private static @Nullable String tokenMistake(Path file) {
    if (!Files.isReadable(file)) {
      return "the token file %s %s; write a pool's token to it, which an administrator makes in the browser under Workers"
          .formatted(file, Files.notExists(file) ? "does not exist" : "cannot be read");
    }
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
          ? "the token file %s can be read by every user of this machine; make it yours alone: chmod 600 %s"
              .formatted(file, file)
          : null;
    } catch (UnsupportedOperationException e) {
      return null; // A file system without such rights, where nothing can be said.
    } catch (IOException e) {
      return "the token file %s cannot be read: %s".formatted(file, e.getMessage());
    }
  }

  /** The folder first: its log says what notebooks do, and is no one else's business. */
  private void openLog(Path folder) {
    try {
      Worker.makeFolder(folder);
      ProcessLog.toConsole(folder.resolve("worker.log"), log.format(System.getenv()));
    } catch (IOException e) {
      throw new CliException(ExitCode.BAD_USAGE, "the worker cannot start: " + e.getMessage());
    }
  }

  private StepAccount account() throws InterruptedException {
    if (runAs == null || runAs.isBlank()) {
      return StepAccount.own();
    }
    String setpriv = System.getenv().getOrDefault("MILLRACE_SETPRIV", "setpriv");
    try {
      return StepAccount.other(runAs, setpriv);
    } catch (IOException e) {
      throw new CliException(ExitCode.BAD_USAGE, "--run-as: " + e.getMessage());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
