package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to {@link StartRequest}.
 *
 * @param answer what to do with the attempt
 */
public record StartAnswer(Answer answer) {
  /** What a start report is answered with. */
  public enum Answer {
    /** The attempt is running: go on. */
    @JsonProperty("go")
    GO,
    /** The lease is not this worker's any more: drop the attempt, report nothing. */
    @JsonProperty("void")
    VOID,
    /**
     * The run was cancelled meanwhile: complete the attempt as cancelled without running anything.
     */
    @JsonProperty("cancelled")
    CANCELLED
  }
}
