package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsAnswer.Answer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.ReportsRequest.Report;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StartRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports that come at the same time share requests, and each gets its own answer. */
@Timeout(120)
class ReportingTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<List<Report>> sent = new LinkedBlockingQueue<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final List<Future<Answer>> answers = new ArrayList<>();

  @AfterEach
  void stop() {
    open.countDown();
    threads.close();
  }

  @Test
  void whatComesWhileTwoRequestsAreUnderWayGoesInTheNextTogether() throws Exception {
    var reporting = new Reporting(this::answeredOnceOpen);
    for (int lone = 1; lone <= 2; lone++) {
      submit(reporting, lone);
      assertThat(sent()).as("a lone report waits for nobody").hasSize(1);
    }
    for (int i = 3; i <= 5; i++) {
      submit(reporting, i);
    }
    while (reporting.waiting() < 3) {
      Thread.onSpinWait();
    }
    open.countDown();

    assertThat(sent()).hasSize(3);
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().start()).isEqualTo(new StartAnswer(StartAnswer.Answer.GO));
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void eachGetsTheAnswerOfItsPlaceAndWhatIsNotAnsweredIsToBeSentAlone() throws Exception {
    var reporting = new Reporting(request -> new ReportsAnswer(List.of()));
    submit(reporting, 1);
    assertThat(answers.getFirst().get()).isEqualTo(Answer.NONE);
  }

  @Test
  void aRefusedRequestIsToBeSentAloneAndOneWithoutAnswerToBeTriedAgain() throws Exception {
    submit(new Reporting(request -> fail(new RefusedException(413, "too large"))), 1);
    submit(new Reporting(request -> fail(new ServerUnavailableException("away"))), 2);
    submit(
        new Reporting(
            request -> {
              throw new IllegalStateException("broken");
            }),
        3);
    assertThat(answers.get(0).get()).isEqualTo(Answer.NONE);
    for (Future<Answer> answer : answers.subList(1, 3)) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(ServerUnavailableException.class);
    }
  }

  @Test
  void whereTheServerFailsWithSeveralEachIsToBeSentAloneSoThatNoneIsBlamedForAnother()
      throws Exception {
    submit(new Reporting(request -> fail(new ServerFailedException("500"))), 1);
    assertThat(answers.getFirst().get()).isEqualTo(Answer.NONE);
  }

  private List<Report> sent() throws InterruptedException {
    List<Report> batch = sent.poll(60, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
  }

  private static ReportsAnswer fail(IOException e) throws IOException {
    throw e;
  }

  private ReportsAnswer answeredOnceOpen(ReportsRequest request) throws InterruptedException {
    sent.add(request.reports());
    open.await();
    return new ReportsAnswer(
        request.reports().stream()
            .map(report -> new Answer(new StartAnswer(StartAnswer.Answer.GO), null))
            .toList());
  }

  private void submit(Reporting reporting, long epoch) {
    var report = Report.start(new UUID(0, epoch), new StartRequest(epoch));
    answers.add(threads.submit(() -> reporting.send(report)));
  }
}
