package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.dsl.Dag;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Java program does with a Millrace server: push, trigger, await, read, rerun, cancel.
 *
 * <p>Safe for many threads. Every method throws {@link ApiException} where the server refuses, and
 * {@link ServerUnreachableException} where nobody answers; nothing is sent twice on its own. Fields
 * and states of a newer server that this client does not know are ignored, or told as {@code
 * UNKNOWN}. Projects and Dags are named by their names, runs by their ids.
 */
public final class MillraceClient implements AutoCloseable {
  private final ApiConnection api;
  private final RunControl runs;

  private MillraceClient(ApiConnection api) {
    this.api = api;
    this.runs = new RunControl(api);
  }

  /**
   * A client of that server. Nothing is sent yet.
   *
   * @param server root of the server, for example {@code http://127.0.0.1:8080}
   * @param token a bearer token of that server ({@code millrace token create})
   */
  public static MillraceClient connect(URI server, String token) {
    return new MillraceClient(new ApiConnection(server, token));
  }

  /**
   * A client of the server that the environment names by {@code MILLRACE_URL} and {@code
   * MILLRACE_TOKEN}, else of the one that {@code millrace up} left on this machine in {@code
   * MILLRACE_HOME} or {@code ~/.millrace}.
   *
   * @throws IllegalStateException when neither tells of a server and a token
   */
  public static MillraceClient connect() {
    ServerAccess access = ServerAccess.find(null, null, System.getenv());
    return connect(access.server(), access.token());
  }

  /** A client on that connection, which is closed with it. */
  public static MillraceClient on(ApiConnection api) {
    return new MillraceClient(api);
  }

  /**
   * Makes a folder's files and these Dags the project's state, in one transaction; the project is
   * made where it does not exist. Repeating it is harmless: what is there is not sent again, and an
   * unchanged definition stays at its version. Where it fails, nothing was changed, and no project
   * made.
   *
   * @param dags Dags that are not in the folder; each becomes the file {@code dags/NAME.yaml}
   * @throws IllegalArgumentException when a Dag's file is in the folder already
   * @throws ApiException with every problem of every definition; with the code {@code
   *     SCHEDULE_STOPS} when a Dag with an active schedule would be archived, which {@link
   *     PushRequest#archivingScheduledDags} allows
   * @throws java.io.UncheckedIOException when a file cannot be read
   */
  public Deployment push(String project, Path folder, Dag... dags) {
    return push(project, PushRequest.of(folder).dags(dags));
  }

  /** As {@link #push(String, Path, Dag...)}. */
  public Deployment push(String project, PushRequest request) {
    FolderListing folder = request.files();
    List<ProjectFile> files = folder.files();
    var push = new ProjectPush(api, project);
    if (request.dryRun()) {
      return Deployment.of(push.plan(files)).warning(folder.warnings());
    }
    return Deployment.of(push.push(files, request.options()).deployment())
        .warning(folder.warnings());
  }

  /**
   * Starts a run with every parameter at its default.
   *
   * @return the run, which may be queued
   */
  public Run trigger(String project, String dag) {
    return trigger(project, dag, TriggerRequest.PLAIN);
  }

  /**
   * Starts a run.
   *
   * @return the run, which may be queued; with a key that was used before, that of the first time
   */
  public Run trigger(String project, String dag, TriggerRequest request) {
    String path = "/projects/%s/dags/%s/runs".formatted(segment(project), segment(dag));
    return Run.of(api.post(path, request.toJson(), request.key()));
  }

  /** A run as it is now. */
  public Run run(String run) {
    return Run.of(api.get("/runs/" + segment(run)));
  }

  /**
   * Waits until the run has ended, however it ends. A server that restarts is waited for, for up to
   * two minutes.
   *
   * @return the run as it ended
   * @throws AwaitTimeoutException when it has not ended within the limit; it goes on
   * @throws InterruptedException when this thread is interrupted; the run goes on
   */
  public Run await(String run, Duration limit) throws InterruptedException {
    return await(run, limit, seen -> {});
  }

  /**
   * As {@link #await(String, Duration)}.
   *
   * @param seen is given the run as it was each time that the client asked, at least once, in this
   *     thread
   */
  public Run await(String run, Duration limit, Consumer<Run> seen) throws InterruptedException {
    return new RunAwait(api, run, limit).end(seen);
  }

  /**
   * Waits in a virtual thread of its own. The future fails with what {@link #await(String,
   * Duration)} throws; cancelling it ends the waiting and not the run.
   */
  public CompletableFuture<Run> awaitAsync(String run, Duration limit) {
    var end = new CompletableFuture<Run>();
    Thread waiting =
        Thread.ofVirtual()
            .name("await-" + run)
            .start(
                () -> {
                  try {
                    end.complete(await(run, limit));
                  } catch (InterruptedException e) {
                    end.cancel(false);
                  } catch (RuntimeException e) {
                    end.completeExceptionally(e);
                  }
                });
    // Fails as the future itself does: there is nothing to learn from it.
    CompletableFuture<Run> unused =
        end.whenComplete(
            (ended, problem) -> {
              if (end.isCancelled()) {
                waiting.interrupt();
              }
            });
    return end;
  }

  /** The steps of a run with their attempts, in the order of the Dag. */
  public List<Step> steps(String run) {
    return api.list("/runs/%s/steps".formatted(segment(run)))
        .path("items")
        .valueStream()
        .map(Step::of)
        .toList();
  }

  /**
   * The run's own result, as its Dag's {@code outputs} define it: empty while it has not ended, and
   * where its Dag defines none. {@link Run#outputsAbsent} says why one is not there.
   */
  public ObjectNode outputs(String run) {
    return run(run).outputs();
  }

  /**
   * Lets steps go again in the same run.
   *
   * @throws ApiException of the kind {@code CONFLICT} when the steps cannot go again now; then
   *     nothing was changed
   */
  public Reopened rerun(String run, RerunRequest request) {
    return Reopened.of(runs.rerun(run, request, UUID.randomUUID().toString()));
  }

  /** What {@link #rerun} would touch now, or refuse; changes nothing. */
  public Reopened previewRerun(String run, RerunRequest request) {
    return Reopened.of(runs.tryRerun(run, request));
  }

  /**
   * Cancels a run: nothing more of it starts, and what runs is stopped. One that has ended stays as
   * it is, and repeating it changes nothing.
   *
   * @param reason shown with the run; null: none
   * @return the run, which ends when its live steps have
   */
  public Run cancel(String run, @Nullable String reason) {
    return Run.of(runs.cancel(run, reason));
  }

  /** Frees the connection; whoever still awaits a run fails. */
  @Override
  public void close() {
    api.close();
  }
}
