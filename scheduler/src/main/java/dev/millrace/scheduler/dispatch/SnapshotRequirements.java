package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.ProjectRequirements;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives steps that name no environment the requirements file of the snapshot that their run uses.
 * Snapshots never change, so all attempts of a run get the same. Safe for any number of threads.
 */
final class SnapshotRequirements {
  private static final int KEPT = 2_000;

  private static final String EXISTING =
      "SELECT path FROM snapshot_file WHERE snapshot = :snapshot AND path = ANY (:paths)";

  private final JdbcClient jdbc;
  private final Kept<Question, Set<String>> answers = new Kept<>(KEPT);

  SnapshotRequirements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Question(String snapshot, List<String> paths) {}

  /**
   * The step in the environment that it gets.
   *
   * @param snapshot digest of the run's files; null: it has none
   */
  EffectiveStep applied(EffectiveStep step, @Nullable String snapshot) {
    List<String> candidates = ProjectRequirements.candidates(step);
    if (snapshot == null || candidates.isEmpty()) {
      return step;
    }
    Set<String> existing = answers.get(new Question(snapshot, candidates), this::read);
    return ProjectRequirements.of(step, existing::contains)
        .map(file -> step.in(Environment.requirements(file)))
        .orElse(step);
  }

  private Set<String> read(Question question) {
    return Set.copyOf(
        jdbc.sql(EXISTING)
            .param("snapshot", question.snapshot())
            .param("paths", SqlArrays.texts(question.paths()))
            .query(String.class)
            .list());
  }
}
