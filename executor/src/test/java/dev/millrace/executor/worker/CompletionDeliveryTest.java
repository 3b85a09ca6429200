package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.SessionAnswer;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.step.StepResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of completions that the server refuses, or fails with. */
@Timeout(120)
class CompletionDeliveryTest {
  private static final ServerFailures.Limit LIMIT =
      new ServerFailures.Limit(3, Duration.ofMillis(300));

  @TempDir Path temp;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerState state = new ServerState();
  private ProtocolServer server;
  private Transport transport;
  private Session session;
  private EventSpool spool;
  private ServerState.Attempt attempt;
  private AttemptReport report;

  @BeforeEach
  void start() throws Exception {
    server = new ProtocolServer(state);
    transport = new Transport(server.uri());
    SessionAnswer answer =
        transport.post(
            "sessions",
            ProtocolServer.POOL_TOKEN,
            new SessionRequest(
                1, UUID.randomUUID(), "w", UUID.randomUUID(), "default", 1, List.of(), "test"),
            SessionAnswer.class,
            Duration.ZERO);
    var client = new SessionClient(transport, answer.token());
    var lease = new LeaseGuard(Duration.ofMinutes(5), System::nanoTime);
    session = new Session(answer, client, lease, (grant, into) -> false);
    attempt = state.submit(state.snapshot(Map.of()), "a", "{'shell':'true'}", "{}");
    attempt.state = "running";
    spool = EventSpool.open(temp.resolve("spool"), Clock.systemUTC());
    var sender = new EventSender(spool, client, attempt.id(), attempt.grant.epoch(), () -> {});
    threads.execute(sender::run);
    report = new AttemptReport(attempt.grant, session, sender, () -> false, LIMIT);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    spool.close();
    transport.close();
    server.close();
  }

  @Test
  void whereAValueIsRefusedTheStepFailsByItsOwnFault() throws Exception {
    attempt.refusing =
        completion ->
            completion.outputs().isEmpty() ? null : new Refusal(422, "OUTPUT_TYPE", "/outputs/big");

    complete(succeeded(Map.of("big", JsonMapper.shared().readTree("1"))));

    CompleteRequest minimal = state.completionOf(attempt);
    assertThat(minimal.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(minimal.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(minimal.message()).startsWith("COMPLETION_REFUSED: ").contains("422", "OUTPUT_TYPE");
    assertThat(attempt.completions).as("with others, alone, and minimal").hasSize(3);
  }

  @Test
  void whereAnythingElseIsRefusedItIsThePlatformsFaultAndTheMessageIsShortAndAscii()
      throws Exception {
    String detail = "B\u00c4D " + "long ".repeat(500);
    attempt.refusing = refuseOnce(new Refusal(413, "TOO_LARGE", detail, "/artifacts/0"));

    complete(succeeded(Map.of()));

    CompleteRequest minimal = state.completionOf(attempt);
    assertThat(minimal.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(minimal.lastEvent()).isZero();
    assertThat(requireNonNull(minimal.message()))
        .hasSize(1024)
        .matches("\\A[\\x20-\\x7e]*\\z")
        .contains("B?D long");
  }

  @Test
  void aCompletionThatTheServerFailsWithIsRepeatedForAWhileAndThenMinimal() throws Exception {
    attempt.refusing = completion -> succeeded(completion) ? new Refusal(500, "INTERNAL") : null;
    long begun = System.nanoTime();

    complete(succeeded(Map.of()));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(LIMIT.within());
    assertThat(attempt.completions.stream().filter(CompletionDeliveryTest::succeeded))
        .as("each try: with others, then alone")
        .hasSize(2 * LIMIT.answers());
    CompleteRequest minimal = state.completionOf(attempt);
    assertThat(minimal.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(minimal.message()).contains("the server failed 3 times", "INTERNAL");
  }

  @Test
  void aServerThatIsAwayIsWaitedForHoweverOftenItSaysSo() throws Exception {
    int[] left = {12};
    attempt.refusing = completion -> left[0]-- > 0 ? new Refusal(503, "DATABASE") : null;

    complete(succeeded(Map.of()));

    assertThat(state.completionOf(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
  }

  @Test
  void aPageThatIsNotTheServersRefusesNothing() throws Exception {
    int[] left = {2};
    // As a proxy answers: no problem document, and so no code.
    attempt.refusing =
        completion -> left[0]-- > 0 ? new Refusal(413, "\"}, \"x\": {\"y\": \"") : null;

    complete(succeeded(Map.of()));

    assertThat(state.completionOf(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
  }

  @Test
  void ifNotEvenTheMinimalOneIsTakenTheHeartbeatsSayWhyUntilTheServerDropsTheAttempt()
      throws Exception {
    attempt.refusing = completion -> new Refusal(500, "INTERNAL");

    Future<Integer> completing = submit(succeeded(Map.of()));
    while (session.heartbeat(false, Duration.ZERO, null).undeliverable().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5); // ends when the test's time is up, unlike a spin
    }

    assertThat(session.heartbeat(false, Duration.ZERO, null).undeliverable())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.attempt()).isEqualTo(attempt.id());
              assertThat(one.reason()).contains("INTERNAL");
            });
    assertThat(completing).isNotDone();
    assertThat(attempt.completions).anyMatch(c -> c.state() == CompleteRequest.State.FAILED);
    completing.cancel(true); // as a drop does
  }

  @Test
  void aTextThatCannotBeStoredIsRepairedBeforeItIsSent() throws Exception {
    spool.append(
        "log",
        JsonMapper.shared()
            .valueToTree(new StepEvent.LogText(StepEvent.Stream.STDERR, "a\0b \ud83d c")));

    complete(StepResult.failed(CompleteRequest.Cause.USER, "ValueError: x\0y and half a \udc4d"));

    assertThat(state.completionOf(attempt).message())
        .isEqualTo("ValueError: x\u2400y and half a \ufffd");
    assertThat(state.log(attempt)).isEqualTo("a\u2400b \ufffd c");
    assertThat(attempt.completions).hasSize(1);
  }

  @Test
  void anOutputThatCannotBeStoredFailsTheStepByName() throws Exception {
    complete(succeeded(Map.of("code", JsonMapper.shared().readTree("{\"deep\": [\"A\\u0000\"]}"))));

    CompleteRequest completion = state.completionOf(attempt);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(completion.message())
        .startsWith("OUTPUT_TYPE: output 'code' at /deep/0 contains the character NUL (U+0000)");
    assertThat(completion.outputs()).isEmpty();
  }

  private static boolean succeeded(CompleteRequest completion) {
    return completion.state() == CompleteRequest.State.SUCCEEDED;
  }

  private static java.util.function.Function<CompleteRequest, @Nullable Refusal> refuseOnce(
      Refusal refusal) {
    return completion -> succeeded(completion) ? refusal : null;
  }

  private static StepResult succeeded(Map<String, JsonNode> outputs) {
    return new StepResult(
        CompleteRequest.State.SUCCEEDED, null, null, null, outputs, null, null, "");
  }

  private Future<Integer> submit(StepResult result) {
    Callable<Integer> completing = () -> report.complete(AttemptOutcome.of(result));
    return threads.submit(completing);
  }

  private void complete(StepResult result) throws Exception {
    submit(result).get(60, TimeUnit.SECONDS);
  }
}
