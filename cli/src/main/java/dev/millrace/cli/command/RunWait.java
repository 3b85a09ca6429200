package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.MillraceClient;
import dev.millrace.client.Run;
import dev.millrace.client.RunState;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Waits for a run's end. A server that restarts is waited for; one that stays away is not. */
final class RunWait {
  private static final Duration LIMIT = Duration.ofDays(365);

  private final ApiConnection api;
  private final Console console;
  private final boolean quiet;

  /**
   * @param quiet whether the states on the way are not printed
   */
  RunWait(ApiConnection api, Console console, boolean quiet) {
    this.api = api;
    this.console = console;
    this.quiet = quiet;
  }

  /** The ended run, as REST represents it. */
  @SuppressWarnings("try") // closing the client would close the connection, which is the caller's
  JsonNode end(String id) throws InterruptedException {
    MillraceClient.on(api).await(id, LIMIT, quiet ? run -> {} : new NewStates());
    return api.get("/runs/" + segment(id));
  }

  /** Prints each state once. */
  private final class NewStates implements Consumer<Run> {
    private @Nullable RunState before;

    @Override
    public void accept(Run run) {
      if (run.state() != before) {
        console.line("  " + run.state().name().toLowerCase(Locale.ROOT));
        before = run.state();
      }
    }
  }
}
