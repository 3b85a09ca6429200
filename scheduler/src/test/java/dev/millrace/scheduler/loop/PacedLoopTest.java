package dev.millrace.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PacedLoopTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final Semaphore passes = new Semaphore(0);

  @Test
  void aPassFollowsUponTheOther() throws InterruptedException {
    var loop = new PacedLoop("test", Duration.ofMillis(1), passes::release);
    loop.start();
    passes.acquire(3);
    loop.stop();
  }

  @Test
  void aStopEndsThePause() throws InterruptedException {
    var loop = new PacedLoop("test", NEVER, passes::release);
    loop.start();
    passes.acquire();
    loop.stop();
    assertThat(passes.drainPermits()).as("passes after the first").isZero();
  }

  @Test
  void aStopHoldsThoughTheWorkUsesUpEveryWakeUpOfItsThread() throws InterruptedException {
    var stopping = new CountDownLatch(1);
    var work = new AtomicInteger();
    var loop =
        new PacedLoop(
            "test",
            NEVER,
            () -> {
              work.incrementAndGet();
              passes.release();
              awaitQuietly(stopping);
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            });
    loop.start();
    passes.acquire();
    Thread stopper = Thread.ofVirtual().start(loop::stop);
    while (stopper.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // until it has said so and waits for the pass
    }
    stopping.countDown();
    stopper.join();
    assertThat(work).hasValue(1);
  }

  @Test
  void aStopWaitsForThePassUnderWay() throws InterruptedException {
    var go = new CountDownLatch(1);
    var done = new AtomicBoolean();
    var loop =
        new PacedLoop(
            "test",
            NEVER,
            () -> {
              passes.release();
              awaitQuietly(go);
              done.set(true);
            });
    loop.start();
    passes.acquire();
    Thread.ofVirtual().start(go::countDown);
    loop.stop();
    assertThat(done).isTrue();
  }

  @Test
  void whatWasStoppedCanBeStartedAgain() throws InterruptedException {
    var loop = new PacedLoop("test", NEVER, passes::release);
    assertThat(loop.isRunning()).isFalse();
    loop.stop();
    loop.start();
    loop.start();
    passes.acquire();
    assertThat(loop.isRunning()).isTrue();
    loop.stop();
    assertThat(loop.isRunning()).isFalse();
    loop.start();
    passes.acquire();
    loop.stop();
    assertThat(passes.availablePermits()).as("a second start does nothing").isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
