package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@link AttemptEvent} payloads that every type of step shares; notebooks add their own.
 *
 * <p>The JSON of {@code data} is the record itself, without the kind.
 */
public sealed interface StepEvent {
  /** The {@link AttemptEvent#kind()} of this payload. */
  String kind();

  /**
   * The attempt enters a phase.
   *
   * @param phase which
   * @param detail for people, such as the environment's interpreter; null when there is nothing to
   *     say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PhaseStarted(Phase phase, @Nullable String detail) implements StepEvent {
    @Override
    public String kind() {
      return "phase";
    }
  }

  /**
   * Text for the attempt's log.
   *
   * @param stream where it came from
   * @param text as printed, ANSI sequences included; may end anywhere, also within a line
   */
  record LogText(Stream stream, String text) implements StepEvent {
    @Override
    public String kind() {
      return "log";
    }
  }

  /**
   * Something people should know although the step goes on.
   *
   * @param code upper-case name of the kind of warning, such as {@code KERNEL_FALLBACK}
   * @param message what was met and what was done instead
   */
  record Warning(String code, String message) implements StepEvent {
    @Override
    public String kind() {
      return "warning";
    }
  }

  /**
   * Files that the step created or changed and did not publish; sent before its completion. A later
   * step that misses one of them is told so.
   *
   * @param paths from the project's root, sorted, at most 500
   */
  record Unpublished(List<String> paths) implements StepEvent {
    public Unpublished {
      paths = WorkerProtocol.orEmpty(paths);
    }

    @Override
    public String kind() {
      return "unpublished";
    }
  }

  /** What an attempt is doing. */
  enum Phase {
    /** Its working folder is being filled. */
    @JsonProperty("files")
    FILES,
    /** Its environment is being found or built. */
    @JsonProperty("environment")
    ENVIRONMENT,
    /** Its kernel is starting. */
    @JsonProperty("kernel")
    KERNEL,
    /** User code is running. */
    @JsonProperty("cells")
    CELLS
  }

  /** Where log text came from. */
  enum Stream {
    /** Standard output of the step's process. */
    @JsonProperty("stdout")
    STDOUT,
    /** Standard error of the step's process. */
    @JsonProperty("stderr")
    STDERR,
    /** Millrace itself, and what it runs on the step's behalf (environment builds). */
    @JsonProperty("system")
    SYSTEM
  }
}
