package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BellRelayTest {
  private static final DispatchSettings RELAYING =
      new DispatchSettings(true, false, Duration.ofSeconds(1));
  private static final Duration LONG = Duration.ofSeconds(60);

  private TestDatabase database;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void setUp() {
    database = TestDatabase.create();
    one = TestServer.on(database, RELAYING);
    two = TestServer.on(database, RELAYING);
  }

  @AfterEach
  void tearDown() {
    one.close();
    two.close();
    database.close();
  }

  @Test
  void aRingReachesTheOtherServer() {
    awaitHearing();
  }

  @Test
  void aBrokenConnectionIsReplacedAndEverybodyLooksAgain() throws InterruptedException {
    awaitHearing();
    try (var listener = two.get(Bell.class).listen(BellKey.pool("quiet"))) {
      database
          .jdbc()
          .sql(
              """
              SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()
                 AND query LIKE 'LISTEN%'
              """)
          .query(Integer.class)
          .single();
      assertThat(listener.await(LONG)).isTrue();
    }
    awaitHearing();
  }

  @Test
  void moreThanANotificationHoldsWakesEverybody() throws InterruptedException {
    awaitHearing();
    try (var listener = two.get(Bell.class).listen(BellKey.pool("quiet"))) {
      Bell bell = one.get(Bell.class);
      bell.ring(BellKey.pool("x".repeat(9_000)));
      assertThat(listener.await(LONG)).isTrue();
    }
  }

  // Rings again and again: the listening connection may not be there yet, and a lost ring is
  // allowed.
  private void awaitHearing() {
    try (var listener = two.get(Bell.class).listen(BellKey.pool("gpu"))) {
      await()
          .atMost(LONG)
          .until(
              () -> {
                one.get(Bell.class).ring(BellKey.pool("gpu"));
                return listener.await(Duration.ofMillis(200));
              });
    }
  }
}
