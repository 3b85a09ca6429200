package dev.millrace.benchmarks;

import dev.millrace.benchmarks.IdleWorker.Hop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * When completions were committed, by PostgreSQL's own record. It takes the time when the commit
 * begins, so that what follows contains the writing to disk.
 */
final class Commits {
  private final Connection database;

  Commits(Connection database) {
    this.database = database;
  }

  /** Has PostgreSQL record the times of its commits, from its next start on. */
  static void record(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("ALTER SYSTEM SET track_commit_timestamp = on");
    }
  }

  /** For each hop, from the commit of the completion to the next step in the worker's hands. */
  List<Duration> toHands(List<Hop> hops) throws SQLException {
    try (PreparedStatement commits =
        database.prepareStatement(
            """
            SELECT pg_xact_commit_timestamp(e.tx::xid)
              FROM unnest(?) WITH ORDINALITY AS h (attempt, place)
              JOIN attempt a ON a.id = h.attempt
              JOIN run_event e
                ON e.run = a.run AND e.kind = 'step_ended' AND e.data ->> 'attempt' = a.id::text
             ORDER BY h.place
            """)) {
      commits.setArray(
          1,
          database.createArrayOf("uuid", hops.stream().map(Hop::completed).toArray(UUID[]::new)));
      Stream.Builder<Duration> durations = Stream.builder();
      try (ResultSet rows = commits.executeQuery()) {
        for (Hop hop : hops) {
          rows.next();
          durations.add(
              Duration.between(rows.getObject(1, OffsetDateTime.class).toInstant(), hop.inHands()));
        }
      }
      return durations.build().toList();
    }
  }
}
