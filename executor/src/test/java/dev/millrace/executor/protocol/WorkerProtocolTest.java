package dev.millrace.executor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WorkerProtocolTest {
  private static final JsonMapper JSON = WorkerProtocol.json();

  @Test
  void aGrantReadsWithoutItsOptionalFieldsAndWithUnknownOnes() {
    var grant =
        JSON.readValue(
            """
            {"attempt":"00000000-0000-7000-8000-000000000001","epoch":7,"number":1,
             "run":"00000000-0000-7000-8000-000000000002","step":"prepare","project":"films",
             "dag":"recommender","dagVersion":3,"snapshot":"ab","slots":1,
             "stepDefinition":{"type":"notebook"},"parameters":{},"runParameters":{},
             "timeoutSeconds":60,"logicalTime":"2026-01-01T00:00:00Z","fromTheFuture":[1]}
            """,
            Grant.class);
    assertThat(grant.mapPath()).isEmpty();
    assertThat(grant.env()).isEmpty();
    assertThat(grant.artifacts()).isEmpty();
    assertThat(grant.cellTimeoutSeconds()).isNull();
    assertThat(grant.logicalTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(JSON.readValue(JSON.writeValueAsString(grant), Grant.class)).isEqualTo(grant);
  }

  @Test
  void aCompletionLeavesOutWhatIsAbsentAndWritesEnumsInLowerSnake() {
    var completion =
        CompleteRequest.ended(
            7, CompleteRequest.State.TIMED_OUT, CompleteRequest.Cause.TIMEOUT, "took too long");
    assertThat(JSON.writeValueAsString(completion))
        .contains("\"state\":\"timed_out\"", "\"cause\":\"timeout\"", "\"lastEvent\":0")
        .doesNotContain("null", "next", "notebook", "claim");
  }

  @Test
  void anEventsDataIsThePayloadWithoutItsKind() {
    var payload = new StepEvent.LogText(StepEvent.Stream.STDOUT, "hello");
    var event = new AttemptEvent(1, payload.kind(), Instant.EPOCH, JSON.valueToTree(payload));
    assertThat(JSON.writeValueAsString(event))
        .isEqualTo(
            "{\"seq\":1,\"kind\":\"log\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"data\":{\"stream\":\"stdout\",\"text\":\"hello\"}}");
  }

  @Test
  void commandsReadFromTheirWords() {
    var id = UUID.fromString("00000000-0000-7000-8000-000000000001");
    assertThat(
            JSON.readValue(
                    "{\"commands\":[{\"kind\":\"cancel\",\"attempt\":\"" + id + "\"}]}",
                    HeartbeatAnswer.class)
                .commands())
        .containsExactly(new Command(Command.Kind.CANCEL, id, null));
  }
}
