package dev.millrace.examples.recommender;

import dev.millrace.client.Deployment;
import dev.millrace.client.MillraceClient;
import dev.millrace.client.PushRequest;
import dev.millrace.client.Run;
import dev.millrace.client.TriggerRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Pushes the recommender, runs it, waits, and prints what came out:
 *
 * <pre>{@code ./mvnw -q -Pstart -pl examples/recommender-java -am process-classes}</pre>
 *
 * <p>The server is that of {@code millrace up} on this machine, unless {@code MILLRACE_URL} and
 * {@code MILLRACE_TOKEN} name another.
 */
public final class Main {
  private static final String PROJECT = "films-java";
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private Main() {}

  /**
   * @param arguments the folder with the notebooks; without it {@code examples/recommender}
   */
  public static void main(String[] arguments) throws InterruptedException {
    Path files = Path.of(arguments.length == 0 ? "examples/recommender" : arguments[0]);
    try (MillraceClient millrace = MillraceClient.connect()) {
      Run run = run(millrace, files, System.out);
      if (!run.succeeded()) {
        throw new IllegalStateException("run %s %s".formatted(run.id(), run.stateText()));
      }
    }
  }

  private static Run run(MillraceClient millrace, Path files, PrintStream out)
      throws InterruptedException {
    Deployment deployment =
        millrace.push(
            PROJECT,
            PushRequest.of(files)
                .excluding("dags/**") // the same Dag in YAML
                .dags(Recommender.dag())
                .because("pushed from Java"));
    out.printf(
        "deployment %d of project %s: %s%n", deployment.number(), PROJECT, deployment.plan());

    Run run = millrace.trigger(PROJECT, "recommender", TriggerRequest.with("tune", true));
    out.printf("run %s%n", run.id());
    run = millrace.await(run.id(), PATIENCE);

    out.printf("%s%n", run.stateText());
    millrace.steps(run.id()).forEach(step -> out.printf("  %-12s %s%n", step.id(), step.state()));
    run.outputs()
        .properties()
        .forEach(output -> out.printf("%s = %s%n", output.getKey(), output.getValue()));
    return run;
  }
}
