package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the server asks of a worker in the answer to a heartbeat. Obeying twice is obeying once.
 *
 * @param kind what to do
 * @param attempt the attempt it is about; null for {@link Kind#DRAIN}
 * @param reason for people, null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(Kind kind, @Nullable UUID attempt, @Nullable String reason) {
  /** What a worker can be asked to do. */
  public enum Kind {
    /**
     * End the attempt (interrupt, terminate, kill), keep its outputs and complete it as cancelled.
     */
    @JsonProperty("cancel")
    CANCEL,
    /** Take no more work, finish what is there. */
    @JsonProperty("drain")
    DRAIN,
    /** The attempt is no longer this worker's: kill it and report nothing. */
    @JsonProperty("drop")
    DROP
  }
}
