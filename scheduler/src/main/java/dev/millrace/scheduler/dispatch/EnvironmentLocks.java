package dev.millrace.scheduler.dispatch;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the first build of an environment installed, for every later one. */
public final class EnvironmentLocks {
  private static final String OFFER =
      """
      INSERT INTO environment_lock
             (project, interpreter, platform, requirements_digest, frozen, attempt)
      VALUES (:project, :interpreter, :platform, :requirements, :freeze, :attempt)
      ON CONFLICT DO NOTHING
      """;

  private static final String READ =
      """
      SELECT frozen FROM environment_lock
       WHERE project = :project AND interpreter = :interpreter AND platform = :platform
         AND requirements_digest = :requirements
      """;

  private final JdbcClient jdbc;

  public EnvironmentLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The lock for the project of that attempt; records the given one if there is none yet. Of
   * several offers at once one is recorded, and everyone gets that one.
   *
   * @param interpreter such as {@code cpython-3.12}
   * @param platform such as {@code linux-x86_64}
   * @param requirementsDigest sha256 of the requirements' content, lower-case hex
   * @param freeze offered; null: only ask
   * @return the lock that counts; empty when there is none and none was offered
   * @throws StaleEpochException when the attempt is not leased under that epoch
   */
  public Optional<String> lock(
      UUID attempt,
      long epoch,
      String interpreter,
      String platform,
      String requirementsDigest,
      @Nullable String freeze) {
    UUID project =
        jdbc.sql(
                """
                SELECT r.project FROM attempt a
                  JOIN step_queue q ON q.step_run = a.step_run AND q.attempt = a.id
                  JOIN run r ON r.id = a.run
                 WHERE a.id = :attempt AND q.epoch = :epoch
                """)
            .param("attempt", attempt)
            .param("epoch", epoch)
            .query(UUID.class)
            .optional()
            .orElseThrow(() -> new StaleEpochException(attempt, epoch));
    if (freeze != null) {
      jdbc.sql(OFFER)
          .param("project", project)
          .param("interpreter", interpreter)
          .param("platform", platform)
          .param("requirements", requirementsDigest)
          .param("freeze", freeze)
          .param("attempt", attempt)
          .update();
    }
    return jdbc.sql(READ)
        .param("project", project)
        .param("interpreter", interpreter)
        .param("platform", platform)
        .param("requirements", requirementsDigest)
        .query(String.class)
        .optional();
  }
}
