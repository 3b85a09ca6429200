package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Only what fails again with the same rows may end or quarantine something for good. */
@Tag("slow")
class PermanentFaultsTest {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '{\"a\": \"\\u0000\"}'::json ->> 'a'", // a value that is no text
        "SELECT 'seven'::integer",
        "SELECT 2147483647 + 1",
        "SELECT 1 / 0",
        "SELECT (SELECT n FROM generate_series(1, 2) n)",
        "SELECT (repeat('[', 1000000) || repeat(']', 1000000))::jsonb", // too deep
        "INSERT INTO pool (name, slots) VALUES ('default', 1)",
        "INSERT INTO step_queue (step_run) VALUES (gen_random_uuid())",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'data_corrupted'; END $$",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'index_corrupted'; END $$",
      })
  void whatTheDatabaseCannotDoWithTheRowIsPermanent(String sql) {
    Throwable failure = failureOf(sql);

    assertThat(DatabaseFaults.isPermanent(failure)).as("%s", failure).isTrue();
    assertThat(DatabaseFaults.isPassing(failure)).as("%s", failure).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT missing FROM run", // a schema of another version
        "SELECT missing(1)",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'insufficient_privilege'; END $$",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'read_only_sql_transaction'; END $$",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'io_error'; END $$",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'internal_error'; END $$",
        "DO $$ BEGIN RAISE 'x' USING ERRCODE = 'invalid_password'; END $$",
        "DO $$ BEGIN RAISE 'x'; END $$",
      })
  void whatSaysNothingAboutTheRowIsNotPermanent(String sql) {
    assertThat(DatabaseFaults.isPermanent(failureOf(sql))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disk_full",
        "out_of_memory",
        "too_many_connections",
        "query_canceled",
        "deadlock_detected",
        "serialization_failure",
        "admin_shutdown",
        "cannot_connect_now",
      })
  void aDatabaseThatIsAwayFullOrInAConflictIsPassing(String error) {
    Throwable failure =
        failureOf("DO $$ BEGIN RAISE 'x' USING ERRCODE = '%s'; END $$".formatted(error));

    assertThat(DatabaseFaults.isPermanent(failure)).as("%s", failure).isFalse();
    assertThat(DatabaseFaults.isPassing(failure)).as("%s", failure).isTrue();
  }

  @Test
  void whatOurCodeThrowsOnAValueIsPermanent() {
    assertThat(catchThrowable(() -> Json.readObject("[1]"))).matches(DatabaseFaults::isPermanent);
    assertThat(catchThrowable(() -> Json.readObject("{"))).matches(DatabaseFaults::isPermanent);
    assertThat(catchThrowable(() -> java.time.LocalDate.of(2026, 2, Integer.parseInt("30"))))
        .matches(DatabaseFaults::isPermanent);
    assertThat(new NullPointerException()).matches(DatabaseFaults::isPermanent);
    assertThat(new NoSuchElementException()).matches(DatabaseFaults::isPermanent);
    assertThat(new RuntimeException(new IllegalArgumentException("'x' is no state")))
        .matches(DatabaseFaults::isPermanent);
    assertThat(new StackOverflowError()).matches(DatabaseFaults::isPermanent);
    assertThat(new EmptyResultDataAccessException(1)).matches(DatabaseFaults::isPermanent);
  }

  @Test
  void whatTheMachineOrAnotherThreadCausedIsNotPermanent() {
    assertThat(new CannotCreateTransactionException("x", new IllegalStateException("closed")))
        .matches(failure -> !DatabaseFaults.isPermanent(failure));
    assertThat(new CancellationException()).matches(e -> !DatabaseFaults.isPermanent(e));
    assertThat(new UncheckedIOException(new IOException("no space left on device")))
        .matches(e -> !DatabaseFaults.isPermanent(e));
    assertThat(new InvalidDataAccessApiUsageException("x", new IllegalArgumentException("y")))
        .matches(e -> !DatabaseFaults.isPermanent(e));
    assertThat(new OutOfMemoryError()).matches(e -> !DatabaseFaults.isPermanent(e));
  }

  private static Throwable failureOf(String sql) {
    return catchThrowable(() -> database.jdbc().sql(sql).query().listOfRows());
  }
}
