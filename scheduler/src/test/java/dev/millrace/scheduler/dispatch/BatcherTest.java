package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests share batches, and none waits for a batch that it is not in. */
@Timeout(120)
class BatcherTest {
  private static final String KEY = "run";
  private static final int LIMIT = 3;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentMap<String, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Batcher<String, Named> batcher = new Batcher<>(LIMIT, this::work);

  private static final class Named extends Batcher.Request<String> {
    final String name;

    Named(String name) {
      this.name = name;
    }
  }

  @AfterEach
  void stop() {
    held.values().forEach(CountDownLatch::countDown);
    threads.close();
  }

  @Test
  void aLoneRequestIsAnsweredAtOnce() throws Exception {
    assertThat(submit("a").get()).isEqualTo("answer to a");
  }

  @Test
  void whatGathersWhileABatchIsAtWorkIsWorkedOnTogetherUpToTheLimit() throws Exception {
    List<Future<String>> answers = heldUpBy("a", "b", "c", "d", "e");
    release("a");
    for (Future<String> answer : answers) {
      answer.get();
    }
    assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
  }

  @Test
  void whoIsAnsweredGoesItsWayWhileTheNextBatchIsAtWork() throws Exception {
    hold("e");
    List<Future<String>> answers = heldUpBy("a", "b", "c", "d", "e");
    release("a");
    begun("e").await();
    for (Future<String> answer : answers.subList(0, 4)) {
      answer.get();
    }
    assertThat(answers.getLast()).isNotDone();
  }

  @Test
  void requestsAboutAnotherThingDoNotWait() throws Exception {
    hold("a");
    Future<String> first = submit("a");
    begun("a").await();
    var other = new Named("z");
    batcher.submit("another run", other);
    assertThat(other.answer()).isEqualTo("answer to z");
    assertThat(first).isNotDone();
  }

  @Test
  void whatTheWorkThrowsIsTheAnswerOfItsBatchAloneAndTheNextGoesOn() throws Exception {
    List<Future<String>> answers = heldUpBy("a", "b", "poison", "d", "e");
    release("a");
    assertThat(answers.getFirst().get()).isEqualTo("answer to a");
    for (Future<String> answer : answers.subList(1, 4)) {
      assertThatThrownBy(answer::get).hasRootCauseMessage("poisoned");
    }
    assertThat(answers.getLast().get()).isEqualTo("answer to e");
  }

  @Test
  void whatComesTogetherIsWorkedOnTogetherAndEachKeepsItsOwnFailure() {
    List<Named> together =
        List.of(new Named("a"), new Named("b"), new Named("c"), new Named("poison"));
    batcher.submit(KEY, together);
    assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("poison"));
    assertThat(together.subList(0, 3)).extracting(Named::answer).endsWith("answer to c");
    assertThatThrownBy(together.getLast()::rethrow).hasMessage("poisoned");
  }

  @Test
  void anErrorOfTheMachineFailsItsBatchAndTheRestOfWhatCameTogetherGoesOn() throws Exception {
    List<Named> together =
        List.of(new Named("a"), new Named("b"), new Named("error"), new Named("d"));
    batcher.submit(KEY, together);
    assertThatThrownBy(together.getFirst()::rethrow).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(together.getLast().answer()).isEqualTo("answer to d");
    assertThat(submit("later").get()).isEqualTo("answer to later");
  }

  private void work(String key, List<Named> batch) {
    List<String> names = batch.stream().map(request -> request.name).toList();
    batches.add(names);
    begun(names.getFirst()).countDown();
    CountDownLatch latch = held.get(names.getFirst());
    if (latch != null) {
      await(latch);
    }
    if (names.contains("error")) {
      throw new StackOverflowError();
    }
    if (names.contains("poison")) {
      throw new IllegalStateException("poisoned");
    }
    batch.forEach(request -> request.answer("answer to " + request.name));
  }

  /** Submits the first, and when it is at work the others in this order. */
  private List<Future<String>> heldUpBy(String first, String... others) throws Exception {
    hold(first);
    List<Future<String>> answers = new ArrayList<>(List.of(submit(first)));
    begun(first).await();
    for (String other : others) {
      answers.add(submit(other));
      int gathered = answers.size() - 1;
      while (batcher.waiting(KEY) < gathered) {
        Thread.onSpinWait();
      }
    }
    return answers;
  }

  private void hold(String first) {
    held.put(first, new CountDownLatch(1));
  }

  private void release(String first) {
    Objects.requireNonNull(held.get(first)).countDown();
  }

  private CountDownLatch begun(String first) {
    return begun.computeIfAbsent(first, name -> new CountDownLatch(1));
  }

  private Future<String> submit(String name) {
    return threads.submit(
        () -> {
          var request = new Named(name);
          batcher.submit(KEY, request);
          return request.answer();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(Duration.ofSeconds(15).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
