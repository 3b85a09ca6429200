package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BellTest {
  private static final BellKey KEY = BellKey.pool("default");
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Bell bell = new Bell();

  @Test
  void aRingBeforeTheWaitIsRemembered() throws InterruptedException {
    try (var listener = bell.listen(KEY)) {
      bell.ring(KEY);
      assertThat(listener.await(LONG)).isTrue();
    }
  }

  @Test
  void aRingIsHeardOnceByEachListener() throws InterruptedException {
    try (var first = bell.listen(KEY);
        var second = bell.listen(KEY)) {
      bell.ring(KEY);
      assertThat(first.await(Duration.ZERO)).isTrue();
      assertThat(first.await(Duration.ZERO)).isFalse();
      assertThat(second.await(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void aRingBeforeListeningIsNotHeard() throws InterruptedException {
    bell.ring(KEY);
    try (var listener = bell.listen(KEY)) {
      assertThat(listener.await(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void aListenerHearsOnlyItsKeys() throws InterruptedException {
    try (var listener = bell.listen(KEY, BellKey.runs())) {
      bell.ring(BellKey.pool("gpu"));
      assertThat(listener.await(Duration.ZERO)).isFalse();
      bell.ring(BellKey.runs());
      assertThat(listener.await(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void aWaitingListenerIsWokenAtOnce() throws InterruptedException {
    var waiting = new CountDownLatch(1);
    var heard = new AtomicReference<Boolean>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try (var listener = bell.listen(KEY)) {
                waiting.countDown();
                heard.set(listener.await(LONG));
              } catch (InterruptedException e) {
                heard.set(false);
              }
            });
    waiting.await();
    bell.ring(KEY);
    waiter.join();
    assertThat(heard).hasValue(true);
  }

  @Test
  void noRingIsLostBetweenLookingAndWaiting() throws InterruptedException {
    var produced = new AtomicInteger();
    var seen = new AtomicInteger();
    int last = 20_000;
    Thread consumer =
        Thread.startVirtualThread(
            () -> {
              try (var listener = bell.listen(KEY)) {
                while (seen.get() < last) {
                  seen.set(produced.get());
                  if (seen.get() < last && !listener.await(LONG)) {
                    return; // twenty seconds without a ring: one was lost
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    for (int i = 0; i < last; i++) {
      produced.incrementAndGet();
      bell.ring(KEY);
    }
    consumer.join();
    assertThat(seen).hasValue(last);
  }

  @Test
  void nobodyWaitsAnyLongerOnceItIsOver() throws InterruptedException {
    var waiting = new CountDownLatch(1);
    var rang = new AtomicReference<Boolean>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try (var listener = bell.listen(KEY)) {
                waiting.countDown();
                rang.set(listener.await(Duration.ofHours(1)));
              } catch (InterruptedException e) {
                rang.set(false);
              }
            });
    waiting.await();
    bell.end();
    waiter.join();
    assertThat(bell.isOver()).isTrue();
    try (var late = bell.listen(KEY)) {
      late.await(Duration.ofHours(1));
    }
  }

  @Test
  void aClosedListenerIsForgotten() throws InterruptedException {
    var listener = bell.listen(KEY);
    listener.close();
    bell.ring(KEY);
    assertThat(listener.await(Duration.ZERO)).isFalse();
  }
}
