package dev.millrace.benchmarks;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Many schedules that are due in the same instant, each of a Dag of its own. */
final class Burst {
  private static final String PROJECT = "burst";
  private static final int SCHEDULES = 5_000;

  /** Enough to push them all. */
  private static final Duration AHEAD = Duration.ofMinutes(4);

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Burst() {}

  /** Pushes them and waits. @return from the instant until the last run exists */
  static Duration measure(ApiConnection api, Connection database, Path folder)
      throws IOException, InterruptedException, SQLException {
    Instant due = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MINUTES);
    push(api, folder, due.atZone(ZoneOffset.UTC));
    if (Instant.now().isAfter(due)) {
      throw new IllegalStateException("pushing the schedules took longer than " + AHEAD);
    }
    try (PreparedStatement count =
        database.prepareStatement(
            "SELECT count(*) FROM run WHERE project = (SELECT id FROM project WHERE name = ?)")) {
      count.setString(1, PROJECT);
      while (runs(count) < SCHEDULES) {
        if (Instant.now().isAfter(due.plus(LIMIT))) {
          throw new IllegalStateException("only " + runs(count) + " runs exist after " + LIMIT);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    return Duration.between(due, Instant.now());
  }

  private static void push(ApiConnection api, Path folder, ZonedDateTime due) throws IOException {
    Path dags = Files.createDirectories(folder.resolve("dags"));
    for (int i = 0; i < SCHEDULES; i++) {
      Files.writeString(
          dags.resolve("nightly-%d.yaml".formatted(i)),
          """
          dag: nightly-%d
          schedule: { cron: "%d %d * * *", zone: UTC }
          defaults: { pool: %s }
          steps:
            one: { shell: "true" }
          """
              .formatted(i, due.getMinute(), due.getHour(), BenchProject.POOL));
    }
    var push = new ProjectPush(api, PROJECT);
    push.push(ProjectFiles.list(folder));
  }

  private static long runs(PreparedStatement count) throws SQLException {
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
