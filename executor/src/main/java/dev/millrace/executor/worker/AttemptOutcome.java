package dev.millrace.executor.worker;

import dev.millrace.dsl.StorableText;
import dev.millrace.executor.files.Publication;
import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.PublishedArtifact;
import dev.millrace.executor.step.StepResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a completion says about an attempt.
 *
 * @param result how its code ended
 * @param inputs the upstream files that were placed
 * @param artifacts the files it published, uploaded
 * @param notebook digest of the output notebook, uploaded; null when there is none
 */
record AttemptOutcome(
    StepResult result,
    List<InputArtifact> inputs,
    List<PublishedArtifact> artifacts,
    @Nullable String notebook) {

  /** It ended without having published anything. */
  static AttemptOutcome of(StepResult result) {
    return new AttemptOutcome(result, List.of(), List.of(), null);
  }

  /** It succeeded and published this. */
  AttemptOutcome publishing(Publication publication) {
    return new AttemptOutcome(result, inputs, publication.artifacts(), notebook);
  }

  AttemptOutcome with(StepResult newResult) {
    return new AttemptOutcome(
        newResult, inputs, newResult.succeeded() ? artifacts : List.of(), notebook);
  }

  /** The same as a server can store it. */
  AttemptOutcome storable() {
    for (PublishedArtifact artifact : artifacts) {
      String flaw = StorableText.flaw(artifact.path());
      if (flaw != null) {
        return with(
            result.with(
                CompleteRequest.State.FAILED,
                CompleteRequest.Cause.USER,
                "ARTIFACTS: the file name '%s' contains %s; rename it"
                    .formatted(StorableText.cleaned(artifact.path()), flaw)));
      }
    }
    return with(result.storable());
  }

  /** The same without the values of secrets in its words and outputs. */
  AttemptOutcome masked(Mask mask) {
    return mask.isNone()
        ? this
        : new AttemptOutcome(result.masked(mask), inputs, artifacts, notebook);
  }

  CompleteRequest request(long epoch, long lastEvent) {
    StepResult.NotebookRecord record = result.notebook();
    return new CompleteRequest(
        epoch,
        result.state(),
        result.cause(),
        result.message(),
        result.failedCell(),
        result.outputs(),
        result.next(),
        inputs,
        artifacts,
        notebook,
        record == null ? null : record.inputDigest(),
        record == null ? null : record.kernel(),
        record == null ? null : record.environmentDigest(),
        lastEvent,
        null);
  }
}
