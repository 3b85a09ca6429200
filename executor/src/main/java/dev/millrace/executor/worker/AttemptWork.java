package dev.millrace.executor.worker;

import dev.millrace.executor.environment.EnvironmentBuild;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.environment.Requirements;
import dev.millrace.executor.files.Mounts;
import dev.millrace.executor.files.ProjectFiles;
import dev.millrace.executor.files.WorkFolder;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.Refusal;
import dev.millrace.executor.protocol.SnapshotManifest;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.StepFailedException;
import dev.millrace.executor.step.BoundedLog;
import dev.millrace.executor.step.ReadyStep;
import dev.millrace.executor.step.StepDefinition;
import dev.millrace.executor.step.StepEvents;
import dev.millrace.executor.step.StepResult;
import dev.millrace.executor.step.StepRunner;
import dev.millrace.executor.step.StepTask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for an attempt between its start and its completion: files, environment, the step's
 * code.
 */
final class AttemptWork {
  private static final Logger log = LoggerFactory.getLogger(AttemptWork.class);

  /** Files and environment may take this long; user code has the step's own timeout. */
  private static final Duration PREPARATION = Duration.ofMinutes(30);

  private final ProjectFiles files;
  private final Mounts mounts;
  private final Environments environments;
  private final StepRunner steps;

  AttemptWork(ProjectFiles files, Mounts mounts, Environments environments, StepRunner steps) {
    this.files = files;
    this.mounts = mounts;
    this.environments = environments;
    this.steps = steps;
  }

  /**
   * Makes everything ready that user code needs. An interrupt stops it.
   *
   * @throws StepFailedException when the step cannot run
   */
  Prepared prepare(Grant grant, AttemptFolder folder, SessionClient server, StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    refuse(grant.refusal());
    StepDefinition definition = definitionOf(grant);
    events.phase(StepEvent.Phase.FILES, null);
    SnapshotManifest snapshot = snapshotOf(grant, server);
    WorkFolder project =
        files.prepare(
            folder.project(),
            snapshot,
            grant.artifacts(),
            definition.inputs(),
            server.filesOf(grant));
    Map<String, String> variables = mounts.link(definition.mounts(), project.root());
    BoundedLog building = new BoundedLog(events);
    var build =
        new EnvironmentBuild(
            ProcessMarker.attempt(grant.attempt().toString()),
            text -> building.print(StepEvent.Stream.SYSTEM, text),
            server.locksOf(grant),
            PREPARATION);
    try {
      PythonEnvironment environment =
          needsEnvironment(definition, project)
              ? environmentOf(definition, project, build, events)
              : null;
      var task =
          new StepTask(
              grant,
              definition,
              project.root(),
              folder.scratch(),
              environment,
              variables,
              grant.mask());
      ReadyStep step = steps.prepare(task, build, events);
      return new Prepared(project, definition, cancel -> run(step, cancel, build, events));
    } finally {
      building.finish();
    }
  }

  private static SnapshotManifest snapshotOf(Grant grant, SessionClient server)
      throws IOException, InterruptedException {
    return grant.snapshot().isEmpty()
        ? new SnapshotManifest("", List.of())
        : Backoff.untilAnswered("the list of files", () -> server.snapshot(grant.snapshot()));
  }

  /** Ends what the attempt still uses when it ends before its step has run. */
  void release(Grant grant) {
    try {
      environments.release(ProcessMarker.attempt(grant.attempt().toString()));
    } catch (IOException e) {
      log.warn(
          "the environment of attempt {} was not looked at: {}", grant.attempt(), e.toString());
    }
  }

  private StepResult run(
      ReadyStep step, CancelSignal cancel, EnvironmentBuild build, StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    StepResult result = step.run(cancel);
    List<String> differences = environments.release(build.marker());
    if (!differences.isEmpty()) {
      events.warn(
          "ENV_CHANGED",
          "the step's environment differs from its lock: %s. This step, or one beside it, wrote into it; the next step gets it built anew. %%pip and pip install for one step only; what more steps need belongs in the requirements file"
              .formatted(String.join(", ", differences)));
    }
    return result;
  }

  /** What the server knows already need not be tried. */
  private static void refuse(@Nullable Refusal refusal) throws StepFailedException {
    if (refusal != null) {
      throw refusal.cause() == CompleteRequest.Cause.PLATFORM
          ? StepFailedException.platform(refusal.code(), refusal.message())
          : StepFailedException.user(refusal.code(), refusal.message());
    }
  }

  private static StepDefinition definitionOf(Grant grant) throws StepFailedException {
    try {
      return StepDefinition.of(grant.stepDefinition());
    } catch (IllegalArgumentException e) {
      throw StepFailedException.platform("STEP_UNSUPPORTED", String.valueOf(e.getMessage()));
    }
  }

  private boolean needsEnvironment(StepDefinition definition, WorkFolder project)
      throws IOException {
    // An implied environment is not built for a notebook of another language.
    return definition.requirements() != null
        && !(definition.impliedRequirements()
            && steps.runsOtherLanguage(project.root(), definition.action()));
  }

  private PythonEnvironment environmentOf(
      StepDefinition definition, WorkFolder project, EnvironmentBuild build, StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    String file = Objects.requireNonNull(definition.requirements());
    events.phase(StepEvent.Phase.ENVIRONMENT, file);
    PythonEnvironment environment;
    try {
      environment = environments.from(Requirements.read(project.root(), file), build);
    } catch (StepFailedException e) {
      throw definition.impliedRequirements()
          ? e.withHint(
              "The step names no environment, so it gets the project's "
                  + file
                  + "; 'environment: none' keeps the worker's own interpreter")
          : e;
    }
    if (environment.warning() != null) {
      events.warn("ENV_OFFLINE", environment.warning());
    }
    return environment;
  }

  /** An attempt whose files lie ready, and its step. */
  record Prepared(WorkFolder project, StepDefinition definition, ReadyStep step) {}
}
