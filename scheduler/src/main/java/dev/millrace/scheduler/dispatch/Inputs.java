package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files that a step is given: what its upstream steps published, direct and transitive. */
final class Inputs {
  private static final String PUBLISHED =
      """
      SELECT s.step, f.path, f.digest, f.size, a.id AS attempt
        FROM step_run s
        JOIN attempt a ON a.step_run = s.id AND a.number = s.attempts AND a.rerun = s.rerun
        JOIN artifact f ON f.attempt = a.id
       WHERE s.run = :run AND s.step = ANY (:steps) AND s.state = 'succeeded'
       ORDER BY s.ordinal, f.path
      """;

  private final JdbcClient jdbc;

  Inputs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The files for that step, in the order of their steps. Of several steps that published one path
   * each one is left out that another of them comes after; those that are in no order all stay.
   *
   * @param reopened whether the step may have another version than those before it, so that its
   *     definition does not tell what they publish
   */
  List<InputArtifact> of(UUID run, Definition definition, String step, boolean reopened) {
    Function<String, Collection<String>> before =
        reopened ? definition::before : definition::publishersBefore;
    Collection<String> publishers = before.apply(step);
    return publishers.isEmpty() ? List.of() : newest(before, published(run, publishers));
  }

  private List<InputArtifact> published(UUID run, Collection<String> publishers) {
    return jdbc.sql(PUBLISHED)
        .param("run", run)
        .param("steps", SqlArrays.texts(publishers))
        .query(
            (row, i) ->
                new InputArtifact(
                    row.getString("path"),
                    row.getString("digest"),
                    row.getLong("size"),
                    row.getString("step"),
                    Columns.uuid(row, "attempt")))
        .list();
  }

  // Steps are numbered in topological order: from the end, whatever could supersede a file was seen
  // before it.
  private static List<InputArtifact> newest(
      Function<String, Collection<String>> before, List<InputArtifact> published) {
    Map<String, List<String>> producers = new HashMap<>();
    List<InputArtifact> kept = new ArrayList<>();
    for (InputArtifact file : published.reversed()) {
      List<String> later = producers.computeIfAbsent(file.path(), path -> new ArrayList<>());
      if (later.stream().noneMatch(l -> before.apply(l).contains(file.step()))) {
        later.add(file.step());
        kept.add(file);
      }
    }
    return List.copyOf(kept.reversed());
  }
}
