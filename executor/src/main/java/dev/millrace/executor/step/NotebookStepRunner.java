package dev.millrace.executor.step;

import dev.millrace.executor.environment.EnvironmentBuild;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.files.Digests;
import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.notebook.DeclaredParameter;
import dev.millrace.executor.notebook.FailureCause;
import dev.millrace.executor.notebook.Notebook;
import dev.millrace.executor.notebook.NotebookEnd;
import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.notebook.NotebookException;
import dev.millrace.executor.notebook.NotebookExecutor;
import dev.millrace.executor.notebook.NotebookParameters;
import dev.millrace.executor.notebook.NotebookResult;
import dev.millrace.executor.notebook.NotebookTask;
import dev.millrace.executor.notebook.OutputLimits;
import dev.millrace.executor.notebook.Preparation;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs a notebook step, and a branch that a notebook decides. */
final class NotebookStepRunner {
  private static final String NEXT = "next";

  private final NotebookExecutor executor;
  private final KernelChoice kernels;
  private final OutputLimits limits;

  NotebookStepRunner(
      KernelLauncher launcher, Environments environments, OutputLimits limits, Clock clock) {
    this.limits = limits;
    this.executor = new NotebookExecutor(launcher, clock);
    this.kernels = new KernelChoice(environments);
  }

  ReadyStep prepare(
      StepTask task,
      StepDefinition.Action.Notebook action,
      EnvironmentBuild build,
      StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    Path file = StepVariables.within(task.root(), action.path());
    Notebook notebook = parse(file, action.path());
    notebook.warnings().forEach(warning -> events.warn("NOTEBOOK", action.path() + ": " + warning));
    KernelChoice.Choice choice = kernels.choose(task, action, notebook, build, events);
    return cancel -> run(task, action, notebook, choice, events, cancel);
  }

  /** Whether a kernel of another language than Python runs it; no, while that is not known. */
  boolean runsOtherLanguage(Path root, StepDefinition.Action.Notebook action) throws IOException {
    try {
      Notebook notebook = parse(StepVariables.within(root, action.path()), action.path());
      return !kernels.isPython(action, notebook);
    } catch (StepFailedException e) {
      return false; // reported when it is prepared
    }
  }

  private StepResult run(
      StepTask task,
      StepDefinition.Action.Notebook action,
      Notebook notebook,
      KernelChoice.Choice choice,
      StepEvents events,
      CancelSignal cancel)
      throws IOException, InterruptedException, StepFailedException {
    Path file = StepVariables.within(task.root(), action.path());
    events.phase(StepEvent.Phase.KERNEL, choice.spec().name());
    var plan =
        new KernelPlan(
            choice.spec(),
            directory(task.root(), file, action.cwd()),
            StepVariables.of(task, choice.environment()),
            ProcessMarker.attempt(task.grant().attempt().toString()),
            KernelPlan.DEFAULT_START_TIMEOUT,
            StepVariables.pythonPath(task, choice.environment()));
    var preparation =
        new Preparation(
            parameters(task.grant(), notebook, action.path(), events),
            action.path(),
            "attempts/" + task.grant().attempt() + "/notebook",
            action.reportMode());
    Long cellTimeout = task.grant().cellTimeoutSeconds();
    var notebookTask =
        new NotebookTask(
            notebook,
            preparation,
            plan,
            Duration.ofSeconds(task.grant().timeoutSeconds()),
            cellTimeout == null ? null : Duration.ofSeconds(cellTimeout),
            action.allowErrors(),
            limits,
            task.mask());
    NotebookResult result;
    try {
      result = executor.run(notebookTask, event -> tell(events, event), cancel);
    } catch (NotebookException e) {
      throw unusable(action.path(), e);
    }
    PythonEnvironment environment = choice.environment();
    var leftBehind =
        new StepResult.NotebookRecord(
            result.document(),
            Digests.of(file),
            choice.spec().name(),
            environment == null ? null : environment.lockDigest());
    return resultOf(result, action.branch(), leftBehind);
  }

  private static Notebook parse(Path file, String path) throws IOException, StepFailedException {
    if (!Files.isRegularFile(file)) {
      throw StepFailedException.user(
          "NOTEBOOK_MISSING",
          "the project has no notebook " + path + "; correct the step, or push the file");
    }
    try {
      return Notebook.parse(Files.readAllBytes(file));
    } catch (NotebookException e) {
      throw unusable(path, e);
    }
  }

  private static ObjectNode parameters(
      Grant grant, Notebook notebook, String path, StepEvents events) throws StepFailedException {
    var chosen =
        NotebookParameters.choose(
            notebook,
            new NotebookParameters.Given(
                grant.dag(), path, grant.runParameters(), grant.parameters()));
    if (!chosen.refused().isEmpty()) {
      String declared =
          notebook.declaredParameters().stream()
              .map(DeclaredParameter::name)
              .collect(Collectors.joining(", "));
      throw StepFailedException.user(
          "PARAMETER_UNKNOWN",
          "%s has a parameters cell that does not declare %s (it declares %s); correct the name, or declare it there"
              .formatted(
                  path,
                  String.join(", ", chosen.refused()),
                  declared.isEmpty() ? "nothing" : declared));
    }
    chosen.warnings().forEach(warning -> events.warn("PARAMETER_UNKNOWN", path + ": " + warning));
    return chosen.injected();
  }

  private static StepFailedException unusable(String path, NotebookException e) {
    String hint = e.hint() == null ? "" : "; " + e.hint();
    return StepFailedException.user(e.code().name(), path + ": " + e.getMessage() + hint);
  }

  private static Path directory(Path root, Path notebook, String cwd) throws StepFailedException {
    Path directory =
        switch (cwd) {
          case "notebook" -> notebook.getParent();
          case "project" -> root;
          default -> StepVariables.within(root, cwd);
        };
    if (directory == null || !Files.isDirectory(directory)) {
      throw StepFailedException.user(
          "CWD_MISSING", "the project has no folder '" + cwd + "'; correct the step's cwd");
    }
    return directory;
  }

  /** The kernel's answer is where the cells begin. */
  private static void tell(StepEvents events, NotebookEvent event) {
    events.add(event);
    if (event instanceof NotebookEvent.KernelStarted) {
      events.phase(StepEvent.Phase.CELLS, null);
    }
  }

  private static StepResult resultOf(
      NotebookResult result, boolean branch, StepResult.NotebookRecord leftBehind) {
    NotebookEnd end = result.end();
    String message = end.message().isEmpty() ? null : end.message();
    if (end.code() != null && message != null && !end.code().equals("CANCELLED")) {
      message = end.code() + ": " + message;
    }
    StepResult ended =
        new StepResult(
            stateOf(end),
            causeOf(end.cause()),
            message,
            end.cell() == null ? null : result.document().cellNumber(end.cell()),
            result.outputs(),
            null,
            leftBehind,
            "");
    return branch && ended.succeeded() ? chosen(ended) : ended;
  }

  private static StepResult chosen(StepResult ended) {
    JsonNode next = ended.outputs().get(NEXT);
    List<String> ids = new ArrayList<>();
    boolean understood = next != null && (next.isString() || next.isArray() || next.isNull());
    if (next != null && next.isString()) {
      ids.add(next.asString());
    } else if (next != null && next.isArray()) {
      for (JsonNode id : next) {
        understood &= id.isString();
        ids.add(id.asString(""));
      }
    }
    if (!understood) {
      return ended.with(
          CompleteRequest.State.FAILED,
          CompleteRequest.Cause.USER,
          "BRANCH_NEXT: the notebook must publish an output 'next': the id of a step, a list of ids, or null for none");
    }
    return new StepResult(
        ended.state(), null, ended.message(), null, ended.outputs(), ids, ended.notebook(), "");
  }

  private static CompleteRequest.State stateOf(NotebookEnd end) {
    return switch (end.state()) {
      case SUCCEEDED -> CompleteRequest.State.SUCCEEDED;
      case TIMED_OUT -> CompleteRequest.State.TIMED_OUT;
      case CANCELLED -> CompleteRequest.State.CANCELLED;
      case FAILED, LOST, PENDING, RUNNING -> CompleteRequest.State.FAILED;
    };
  }

  private static CompleteRequest.@Nullable Cause causeOf(@Nullable FailureCause cause) {
    return switch (cause) {
      case null -> null;
      case USER -> CompleteRequest.Cause.USER;
      case PLATFORM -> CompleteRequest.Cause.PLATFORM;
      case TIMEOUT -> CompleteRequest.Cause.TIMEOUT;
    };
  }
}
