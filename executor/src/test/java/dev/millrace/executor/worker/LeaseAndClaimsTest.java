package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseAndClaimsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
  private final LeaseGuard lease = new LeaseGuard(Duration.ofNanos(100), clock::get);

  @Test
  void aLeaseCountsFromWhenTheAnsweredHeartbeatWasSent() {
    long sent = clock.get();
    clock.addAndGet(60);
    lease.contact(sent);
    assertThat(lease.remaining()).isEqualTo(Duration.ofNanos(40));
    clock.addAndGet(40);
    assertThat(lease.expired()).isTrue();
    lease.contact(clock.get());
    assertThat(lease.expired()).isFalse();
  }

  @Test
  void anAnswerThatWasLongUnderWayDoesNotShortenALaterOne() {
    long early = clock.get();
    clock.addAndGet(50);
    lease.contact(clock.get());
    lease.contact(early);
    assertThat(lease.remaining()).isEqualTo(Duration.ofNanos(100));
  }

  @Test
  void settledIsTheHighestNumberUpToWhichAllAre() {
    ClaimNumbers claims = new ClaimNumbers();
    assertThat(claims.settled()).isZero();
    long first = claims.next();
    long second = claims.next();
    claims.settle(second);
    assertThat(claims.settled()).isZero();
    claims.settle(first);
    claims.settle(first);
    assertThat(claims.settled()).isEqualTo(second);
    claims.next();
    assertThat(claims.settled()).isEqualTo(second);
  }
}
