package dev.millrace.executor.step;

import dev.millrace.dsl.StorableText;
import dev.millrace.dsl.validation.JsonFlaws;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.notebook.NotebookDocument;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.StepFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a step's code ended.
 *
 * @param state the true end
 * @param cause null when it succeeded or was cancelled
 * @param message for people; null: nothing to say
 * @param failedCell number of the cell to look at among the cells with code, from 1; or null
 * @param outputs its values; empty unless it succeeded
 * @param next the successors a branch chose, or null
 * @param notebook what a notebook step leaves, or null
 * @param logTail the end of what a process printed, for hints; empty for notebooks
 */
public record StepResult(
    CompleteRequest.State state,
    CompleteRequest.@Nullable Cause cause,
    @Nullable String message,
    @Nullable Integer failedCell,
    Map<String, JsonNode> outputs,
    @Nullable List<String> next,
    @Nullable NotebookRecord notebook,
    String logTail) {
  /** Objects and arrays within each other: readers of JSON allow no more. */
  private static final int MAX_DEPTH = 500;

  /**
   * What is recorded of a notebook.
   *
   * @param document the finished output document
   * @param inputDigest sha256 of the notebook that was run
   * @param kernel the kernelspec's name
   * @param environmentDigest digest of the packages' lock; null when the environment has none
   */
  public record NotebookRecord(
      NotebookDocument document,
      String inputDigest,
      String kernel,
      @Nullable String environmentDigest) {}

  /** It failed before or beside any code of its own. */
  public static StepResult failed(StepFailedException failure) {
    return failed(failure.blame(), failure.completionMessage());
  }

  /** It failed. */
  public static StepResult failed(CompleteRequest.Cause cause, String message) {
    return new StepResult(
        CompleteRequest.State.FAILED, cause, message, null, Map.of(), null, null, "");
  }

  /** It was cancelled before any code of its own ran. */
  public static StepResult cancelled(String reason) {
    return new StepResult(
        CompleteRequest.State.CANCELLED, null, reason, null, Map.of(), null, null, "");
  }

  /** Whether it succeeded. */
  public boolean succeeded() {
    return state == CompleteRequest.State.SUCCEEDED;
  }

  /** The same end without the values of secrets in its words and outputs. */
  public StepResult masked(Mask mask) {
    Map<String, JsonNode> shown = new LinkedHashMap<>();
    outputs.forEach((name, value) -> shown.put(name, mask.apply(value)));
    return new StepResult(
        state,
        cause,
        message == null ? null : mask.apply(message),
        failedCell,
        shown,
        next,
        notebook,
        mask.apply(logTail));
  }

  /**
   * The same end as a server can store it: its message is repaired, and an output whose value
   * cannot be stored makes the step fail by name.
   */
  public StepResult storable() {
    for (Map.Entry<String, JsonNode> output : outputs.entrySet()) {
      String flaw = flawOf(output.getKey(), output.getValue());
      if (flaw != null) {
        return with(
            CompleteRequest.State.FAILED,
            CompleteRequest.Cause.USER,
            "OUTPUT_TYPE: %s; publish it as an artifact, or encode it, for example as Base64"
                .formatted(flaw));
      }
    }
    return new StepResult(
        state,
        cause,
        StorableText.cleanedOrNull(message),
        failedCell,
        outputs,
        next == null ? null : next.stream().map(StorableText::cleaned).toList(),
        notebook,
        logTail);
  }

  private static @Nullable String flawOf(String name, JsonNode value) {
    String ofName = StorableText.flaw(name);
    if (ofName != null) {
      return "the name of output '%s' contains %s".formatted(StorableText.cleaned(name), ofName);
    }
    StorableText.Flaw ofValue = StorableText.flaw(value);
    if (ofValue == null) {
      return JsonFlaws.all(value, Pointer.ROOT, MAX_DEPTH).stream()
          .findFirst()
          .map(flaw -> "output '%s'%s: %s".formatted(name, place(flaw.at().text()), flaw.message()))
          .orElse(null);
    }
    String at = place(ofValue.pointer());
    return "output '%s'%s contains %s".formatted(name, at, ofValue.what());
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "" : " at " + pointer;
  }

  /** The same end, said to be a failure after all, or with a hint added. */
  public StepResult with(
      CompleteRequest.State newState,
      CompleteRequest.@Nullable Cause newCause,
      @Nullable String newMessage) {
    boolean success = newState == CompleteRequest.State.SUCCEEDED;
    return new StepResult(
        newState,
        newCause,
        newMessage,
        failedCell,
        success ? outputs : Map.of(),
        success ? next : null,
        notebook,
        logTail);
  }
}
