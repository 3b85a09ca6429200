package dev.millrace.api.workers;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.Refusal;
import dev.millrace.executor.protocol.SecretText;
import dev.millrace.scheduler.dispatch.Completion;
import dev.millrace.scheduler.dispatch.PublishedArtifact;
import dev.millrace.scheduler.dispatch.UsedInput;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.secret.SecretGrant;
import dev.millrace.scheduler.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates what the dispatcher grants into the protocol's words, and a worker's completion back.
 */
@Component
class GrantMapping {

  List<Grant> toProtocol(List<dev.millrace.scheduler.dispatch.Grant> grants) {
    return grants.stream().map(GrantMapping::toProtocol).toList();
  }

  private static Grant toProtocol(dev.millrace.scheduler.dispatch.Grant grant) {
    EffectiveStep step = grant.definition();
    Duration cellTimeout = step.cellTimeout();
    return new Grant(
        grant.attempt(),
        grant.epoch(),
        grant.number(),
        grant.run(),
        grant.step(),
        grant.mapPath(),
        grant.project(),
        grant.dag(),
        grant.dagVersion(),
        grant.snapshot() == null ? "" : grant.snapshot(),
        grant.slots(),
        StepDefinition.of(step),
        grant.parameters(),
        grant.runParameters(),
        grant.env(),
        secrets(grant.secrets()),
        step.timeout().toSeconds(),
        cellTimeout == null ? null : cellTimeout.toSeconds(),
        grant.logicalTime(),
        grant.dataIntervalStart(),
        grant.dataIntervalEnd(),
        grant.artifacts().stream()
            .map(a -> new InputArtifact(a.path(), a.digest(), a.size(), null, a.step()))
            .toList(),
        refusal(grant.secrets()));
  }

  private static Map<String, SecretText> secrets(SecretGrant grant) {
    return grant instanceof SecretGrant.Given given
        ? given.values().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, value -> SecretText.of(value.getValue().reveal())))
        : Map.of();
  }

  private static @Nullable Refusal refusal(SecretGrant grant) {
    return switch (grant) {
      case SecretGrant.Given given -> null;
      case SecretGrant.Unknown unknown ->
          new Refusal("SECRET_UNKNOWN", unknown.message(), CompleteRequest.Cause.USER);
      case SecretGrant.Locked locked ->
          new Refusal("SECRET_KEY", locked.message(), CompleteRequest.Cause.PLATFORM);
    };
  }

  Completion toDispatch(UUID attempt, CompleteRequest body) {
    ObjectNode outputs = Json.object();
    body.outputs().forEach(outputs::set);
    return new Completion(
        attempt,
        body.epoch(),
        state(body.state()),
        cause(body.cause()),
        body.message(),
        body.failedCell(),
        outputs,
        body.next(),
        body.inputs().stream().map(i -> new UsedInput(i.path(), i.digest(), i.producer())).toList(),
        body.artifacts().stream()
            .map(a -> new PublishedArtifact(a.path(), a.digest(), a.size(), a.mediaType()))
            .toList(),
        body.notebook(),
        body.notebookDigest(),
        body.kernel(),
        body.environmentDigest(),
        body.lastEvent());
  }

  private static AttemptState state(CompleteRequest.State state) {
    return switch (state) {
      case SUCCEEDED -> AttemptState.SUCCEEDED;
      case FAILED -> AttemptState.FAILED;
      case SKIPPED -> AttemptState.SKIPPED;
      case TIMED_OUT -> AttemptState.TIMED_OUT;
      case CANCELLED -> AttemptState.CANCELLED;
    };
  }

  private static @Nullable Cause cause(CompleteRequest.@Nullable Cause cause) {
    return switch (cause) {
      case null -> null;
      case USER -> Cause.USER;
      case PLATFORM -> Cause.PLATFORM;
      case TIMEOUT -> Cause.TIMEOUT;
    };
  }
}
