package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST attempts/{id}/complete}: how the attempt ended. Repeating it gives the stored answer,
 * without grants. 409 {@code STALE_EPOCH}: the lease is not this worker's any more; it drops
 * everything it knows of the attempt.
 *
 * @param epoch the grant's
 * @param state the true end
 * @param cause why it did not succeed; null when it succeeded or was skipped
 * @param message one or more lines for people; null when there is nothing to say. A failure with a
 *     code begins with it: {@code ENV_BUILD: …}
 * @param failedCell number of the failed cell among the cells with code, from 1; null when no cell
 *     failed
 * @param outputs the step's small values by name
 * @param next which successors a branch notebook chose; null for every other step
 * @param inputs which of the grant's artifacts were placed in the working folder
 * @param artifacts the files it published; their bytes were uploaded before
 * @param notebook digest of the output notebook, uploaded before; null when there is none
 * @param notebookDigest digest of the notebook that was run; null for other steps
 * @param kernel the kernelspec's name; null for other steps
 * @param environmentDigest digest of the environment's lock; null when it has none
 * @param lastEvent number of the attempt's last event, 0 when it has none
 * @param claim asks for work in the same answer; null: none wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteRequest(
    long epoch,
    State state,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable Integer failedCell,
    Map<String, JsonNode> outputs,
    @Nullable List<String> next,
    List<InputArtifact> inputs,
    List<PublishedArtifact> artifacts,
    @Nullable String notebook,
    @Nullable String notebookDigest,
    @Nullable String kernel,
    @Nullable String environmentDigest,
    long lastEvent,
    @Nullable Claim claim) {
  public CompleteRequest {
    outputs = outputs == null ? Map.of() : Map.copyOf(outputs);
    next = next == null ? null : List.copyOf(next);
    inputs = WorkerProtocol.orEmpty(inputs);
    artifacts = WorkerProtocol.orEmpty(artifacts);
  }

  /** A success with nothing published, no event and no wish for work. */
  public static CompleteRequest succeeded(long epoch) {
    return bare(epoch, State.SUCCEEDED, null, null);
  }

  /** An end other than success, with no event and no wish for work. */
  public static CompleteRequest ended(long epoch, State state, Cause cause, String message) {
    return bare(epoch, state, cause, message);
  }

  private static CompleteRequest bare(
      long epoch, State state, @Nullable Cause cause, @Nullable String message) {
    return new CompleteRequest(
        epoch, state, cause, message, null, Map.of(), null, List.of(), List.of(), null, null, null,
        null, 0, null);
  }

  /** The same completion asking for work, or, with null, for none. */
  public CompleteRequest withClaim(@Nullable Claim newClaim) {
    return new CompleteRequest(
        epoch,
        state,
        cause,
        message,
        failedCell,
        outputs,
        next,
        inputs,
        artifacts,
        notebook,
        notebookDigest,
        kernel,
        environmentDigest,
        lastEvent,
        newClaim);
  }

  /**
   * A claim that rides on a completion.
   *
   * @param claimNo as in {@link ClaimRequest}
   * @param slots free slots once the completed attempt's are free
   */
  public record Claim(long claimNo, int slots) {}

  /** How an attempt can end by its worker's word. */
  public enum State {
    /** User code ended well and everything it declared is published. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** It did not; {@code cause} says whose fault. */
    @JsonProperty("failed")
    FAILED,
    /** User code asked to be skipped. */
    @JsonProperty("skipped")
    SKIPPED,
    /** The step's or a cell's time was up. */
    @JsonProperty("timed_out")
    TIMED_OUT,
    /** It was cancelled. */
    @JsonProperty("cancelled")
    CANCELLED
  }

  /** Whose retries a failure uses up. */
  public enum Cause {
    /** The step itself. */
    @JsonProperty("user")
    USER,
    /** Machines and networks: files, kernels that do not start, package indexes out of reach. */
    @JsonProperty("platform")
    PLATFORM,
    /** A time limit. */
    @JsonProperty("timeout")
    TIMEOUT
  }
}
