package dev.millrace.api.workers;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.Refusal;
import dev.millrace.executor.protocol.SecretText;
import dev.millrace.scheduler.secret.SecretGrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Translates what the dispatcher grants into the protocol's words. */
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
}
