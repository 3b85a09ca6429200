package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.StepState;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that ride on completions. */
@Tag("slow")
class RidingClaimTest extends DispatchTest {
  private static final String CHAIN =
      "dag: chain\nsteps:\n  a: { notebook: a.ipynb }\n  b: { notebook: b.ipynb, dependsOn: [a] }\n";

  @Test
  void theAnswerToACompletionCarriesTheNextStep() {
    start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    CompletionAnswer answer =
        server.queue().complete(worker.session(), Ending.success(a).report(), worker.nextClaim(1));
    assertThat(answer)
        .isInstanceOfSatisfying(
            CompletionAnswer.Accepted.class,
            accepted -> assertThat(accepted.grants()).extracting(Grant::step).containsExactly("b"));
  }

  @Test
  void aCompletionAndTheNextStepOfItsWorkerShareACommit() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    server.queue().complete(worker.session(), Ending.success(a).report(), worker.nextClaim(1));

    assertThat(
            database
                .jdbc()
                .sql(
                    "SELECT xmin::text, count(*) AS attempts FROM attempt WHERE run = :run GROUP BY 1")
                .param("run", run)
                .query((row, i) -> row.getInt("attempts"))
                .list())
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT FROM pool FOR NO KEY UPDATE", // as another claim holds it
        "UPDATE worker_session SET last_heartbeat_at = now()",
      })
  void aCompletionWaitsForNobodyToLeaseTheNextStep(String holding) throws Exception {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    ClaimRequest next = worker.nextClaim(1);
    CompletionAnswer answer;
    // The connection is closed first: what waits for its lock ends then, however this test does.
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = database.dataSource().getConnection();
        Statement hold = other.createStatement()) {
      other.setAutoCommit(false);
      hold.execute(holding);
      Future<CompletionAnswer> completing =
          tasks.submit(
              () -> server.queue().complete(worker.session(), Ending.success(a).report(), next));
      Parallel.await("the commit", () -> stateOf(run, "a") == StepState.SUCCEEDED);
      other.commit();
      answer = completing.get(60, TimeUnit.SECONDS);
    }
    assertThat(answer)
        .isInstanceOfSatisfying(
            CompletionAnswer.Accepted.class,
            accepted -> assertThat(accepted.grants()).extracting(Grant::step).containsExactly("b"));
  }

  @Test
  void aStepThatCannotBeLeasedHarmsNoCompletion() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(2);
    Grant a = worker.startOne();
    UUID broken = start(CHAIN);
    database
        .jdbc()
        .sql(
            """
            UPDATE step_run SET resolved = '{"parameters": {"v": "\\u0000"}}'
             WHERE run = :run AND step = 'a'
            """)
        .param("run", broken)
        .update();
    ClaimRequest next = worker.nextClaim(2);

    CompletionAnswer answer =
        server.queue().complete(worker.session(), Ending.success(a).report(), next);

    assertThat(answer)
        .isInstanceOfSatisfying(
            CompletionAnswer.Accepted.class,
            accepted -> assertThat(accepted.grants()).extracting(Grant::step).containsExactly("b"));
    assertThat(stateOf(broken, "a")).isEqualTo(StepState.FAILED);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);
  }
}
