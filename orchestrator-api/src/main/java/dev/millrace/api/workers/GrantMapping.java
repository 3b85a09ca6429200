package dev.millrace.api.workers;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.StorableText;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.Refusal;
import dev.millrace.executor.protocol.SecretText;
import dev.millrace.scheduler.secret.SecretGrant;
import dev.millrace.scheduler.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates what the dispatcher grants into the protocol's words. */
@Component
class GrantMapping {

  List<Grant> toProtocol(List<dev.millrace.scheduler.dispatch.Grant> grants) {
    return grants.stream().map(GrantMapping::toProtocol).toList();
  }

  private static Grant toProtocol(dev.millrace.scheduler.dispatch.Grant grant) {
    EffectiveStep step = grant.definition();
    Duration cellTimeout = step.cellTimeout();
    ObjectNode definition = definition(grant);
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
        StorableText.cleaned(definition),
        StorableText.cleaned(grant.parameters()),
        StorableText.cleaned(grant.runParameters()),
        cleaned(grant.env()),
        secrets(grant.secrets()),
        step.timeout().toSeconds(),
        cellTimeout == null ? null : cellTimeout.toSeconds(),
        grant.logicalTime(),
        grant.dataIntervalStart(),
        grant.dataIntervalEnd(),
        grant.artifacts().stream()
            .map(a -> new InputArtifact(a.path(), a.digest(), a.size(), null, a.step()))
            .toList(),
        refusal(grant, definition));
  }

  private static Map<String, String> cleaned(Map<String, String> env) {
    return env.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> StorableText.cleaned(e.getValue())));
  }

  // JSON cannot carry half a character, and one such value would spoil the answer to all that are
  // granted together. What enters today is checked; what was stored before may hold some.
  private static @Nullable Refusal refusal(
      dev.millrace.scheduler.dispatch.Grant grant, ObjectNode definition) {
    ObjectNode env = Json.object();
    grant.env().forEach(env::put);
    return Stream.of(
            flaw("the step's definition", definition),
            flaw("the step's parameters", grant.parameters()),
            flaw("the run's parameters", grant.runParameters()),
            flaw("the step's env", env))
        .flatMap(Optional::stream)
        .findFirst()
        .map(what -> new Refusal("VALUE_UNREADABLE", what, CompleteRequest.Cause.USER))
        .orElseGet(() -> refusal(grant.secrets()));
  }

  private static Optional<String> flaw(String what, JsonNode value) {
    return Optional.ofNullable(StorableText.flaw(value))
        .map(
            flaw ->
                "%s: the value at %s contains %s; correct it and start the step again"
                    .formatted(what, flaw.pointer(), flaw.what()));
  }

  private static ObjectNode definition(dev.millrace.scheduler.dispatch.Grant grant) {
    ObjectNode definition = StepDefinition.of(grant.definition());
    if (grant.impliedEnvironment() && definition.get("environment") instanceof ObjectNode kind) {
      kind.put("implied", true);
    }
    return definition;
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
