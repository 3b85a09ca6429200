package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.ExitCode;
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

  RunWait(ApiConnection api, Console console) {
    this.api = api;
    this.console = console;
  }

  /**
   * Prints the states on the way and the ended run, or only that run as JSON.
   *
   * @return the exit code: whether it succeeded
   */
  @SuppressWarnings("try") // closing the client would close the connection, which is the caller's
  int end(String id) throws InterruptedException {
    MillraceClient.on(api).await(id, LIMIT, new NewStates());
    JsonNode run = api.get("/runs/" + segment(id));
    console.answer(run, it -> EndedRun.show(console, it));
    return run.path("state").asString("").equals("succeeded")
        ? ExitCode.SUCCEEDED
        : ExitCode.NOT_SUCCEEDED;
  }

  /** Prints each state once; the last one is a part of what is printed of the ended run. */
  private final class NewStates implements Consumer<Run> {
    private @Nullable RunState before;

    @Override
    public void accept(Run run) {
      if (run.state() != before && !run.state().isEnd()) {
        console.aside("  " + run.state().name().toLowerCase(Locale.ROOT));
        before = run.state();
      }
    }
  }
}
