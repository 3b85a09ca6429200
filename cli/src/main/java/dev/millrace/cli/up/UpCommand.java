package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.up.DatabaseOptions.Database;
import dev.millrace.client.ApiConnection;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.executor.worker.WorkerLimits;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Everything on this machine: PostgreSQL, server and one worker.",
      "Ctrl-C stops all of it; the next `up` goes on where it was."
    })
public final class UpCommand implements Callable<Integer> {
  private static final String HOST = "127.0.0.1";

  /** The worker, the server and PostgreSQL, one after the other. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(50);

  @Option(names = "--data", description = "Data folder (MILLRACE_HOME, ~/.millrace).")
  @Nullable Path data;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port on 127.0.0.1 (default 8080).")
  int port;

  @Option(
      names = "--slots",
      description =
          "Steps at a time (default: one a core, but one for every 2 GiB of memory at most).")
  @Nullable Integer slots;

  @Option(
      names = "--python",
      description = "Interpreter that environments are made from (default: python3 on the PATH).")
  @Nullable Path python;

  @Option(names = "--demo", description = "Push the example and start three runs of it.")
  boolean demo;

  @Mixin LimitOptions limits = new LimitOptions();

  @Mixin DatabaseOptions database = new DatabaseOptions();

  @Mixin ServingOptions serving = new ServingOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> environment = System.getenv();
    serving.requireValid(environment);
    DataFolder folder = DataFolder.at(data, environment);
    int workerSlots = slots == null ? Machine.slots() : slots;
    WorkerLimits workerLimits = limits.limits(environment);
    if (!IntRange.WORKER_SLOTS.contains(workerSlots)) {
      throw new CliException(
          ExitCode.BAD_USAGE, "--slots must be a number " + IntRange.WORKER_SLOTS);
    }

    try (var shutdown = new Shutdown()) {
      shutdown.add("the data folder's lock", folder.lock());
      shutdown.onExit(STOP_LIMIT);
      LocalServer.requireFreePort(HOST, port);
      folder.requireSpace();
      Optional<Database> given = database.database(environment);
      given.ifPresent(Database::requireUsable);
      Supplier<Database> tables =
          given
              .<Supplier<Database>>map(d -> () -> d)
              .orElseGet(() -> startPostgres(folder, shutdown, out));
      ServerPlan plan = plan(folder, tables, environment);
      MillraceServer.Running server = shutdown.add("the server", LocalServer.start(plan));
      String url = plan.localUrl(server.port());
      folder.rememberServer(url);
      shutdown.add(
          "the worker",
          EmbeddedWorker.start(
              server, URI.create(url), folder.worker(), workerSlots, python, workerLimits));

      say(
          out,
          "Millrace listens on %s; worker slots: %d; data in %s"
              .formatted(url, workerSlots, folder.root()));
      String landing = demo ? startDemo(url, folder, out) : "";
      say(
          out,
          "Sign in (once, within 10 minutes): %s"
              .formatted(plan.signIn(url, server.loginLink()).replaceFirst("#", landing + "#")));
      say(
          out,
          "Another link: millrace login    Stop: Ctrl-C    Log: %s"
              .formatted(folder.root().resolve("log/millrace.log")));
      shutdown.await();
      return ExitCode.SUCCEEDED;
    }
  }

  private ServerPlan plan(
      DataFolder folder, Supplier<Database> tables, Map<String, String> environment) {
    Path key = serving.namedSecretsKeyFile(environment).orElseGet(folder::ensureSecretsKey);
    return new ServerPlan(
        HOST, port, tables, folder.root(), "WARN", serving.chosen(Optional.of(key), environment));
  }

  private static Supplier<Database> startPostgres(
      DataFolder folder, Shutdown shutdown, PrintWriter out) {
    say(out, "Starting PostgreSQL in %s".formatted(folder.postgres()));
    return shutdown.add("PostgreSQL", StartingPostgres.in(folder.postgres()))::await;
  }

  /** Where the login link should lead, as its query. */
  private static String startDemo(String url, DataFolder folder, PrintWriter out) {
    String token =
        folder
            .token()
            .orElseThrow(
                () ->
                    new IllegalStateException("the server keeps a token in " + folder.tokenFile()));
    try (var api = new ApiConnection(URI.create(url), token)) {
      String run = new Demo(api).start(folder.root().resolve("demo"));
      say(out, "Three runs of the recommender have started: as it is, tuned, and one that fails.");
      return "?next=/runs/" + run;
    }
  }

  private static void say(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
