package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RunFeedTest {
  private TestDatabase database;
  private RunFeed feed;

  @BeforeEach
  void setUp() {
    database = TestDatabase.create();
    feed = new RunFeed(database.jdbc());
  }

  @AfterEach
  void tearDown() {
    database.close();
  }

  @Test
  void anEventThatCommitsLateIsNotSkipped() throws SQLException {
    RunFeed.Position start = feed.end();
    UUID slow = UUID.randomUUID();
    UUID quick = UUID.randomUUID();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, slow, 1);
      try (Connection other = database.dataSource().getConnection()) {
        insert(other, quick, 1);
      }
      assertThat(feed.readAfter(start, 10)).isEmpty();
      connection.commit();
    }
    List<RunFeed.Entry> both = feed.readAfter(start, 10);
    assertThat(both).extracting(entry -> entry.event().run()).containsExactly(slow, quick);
    assertThat(feed.readAfter(both.getLast().position(), 10)).isEmpty();
  }

  @Test
  void theEndIsBehindEverythingThatIsVisible() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      insert(connection, UUID.randomUUID(), 1);
    }
    assertThat(feed.readAfter(feed.end(), 10)).isEmpty();
    assertThat(feed.readAfter(new RunFeed.Position(0, 0, 0), 10)).hasSize(1);
  }

  @Test
  void eventsOfAnOlderGenerationAreWhollyVisible() throws SQLException {
    database
        .jdbc()
        .sql("INSERT INTO database_generation (generation, system_identifier) VALUES (2, 1)")
        .update();
    UUID old = UUID.randomUUID();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO run_event (generation, tx, run, seq, kind)
          VALUES (1, '99999999999', '%s', 1, 'run_created')
          """
              .formatted(old));
    }
    assertThat(feed.readAfter(new RunFeed.Position(0, 0, 0), 10))
        .extracting(entry -> entry.event().run())
        .containsExactly(old);
  }

  @Test
  void aRestoreIntoAnotherClusterRaisesTheGeneration() {
    var generation = new DatabaseGeneration(database.jdbc());
    generation.check();
    assertThat(feed.end().generation()).isEqualTo(1);
    database.jdbc().sql("UPDATE database_generation SET system_identifier = 1").update();
    generation.check();
    generation.check();
    assertThat(feed.end().generation()).isEqualTo(2);
  }

  private static void insert(Connection connection, UUID run, long seq) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO run_event (generation, run, seq, kind) VALUES (1, '%s', %d, 'run_created')"
              .formatted(run, seq));
    }
  }
}
