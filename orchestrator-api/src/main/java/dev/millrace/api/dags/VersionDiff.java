package dev.millrace.api.dags;

import dev.millrace.scheduler.catalog.DagVersion;
import dev.millrace.scheduler.catalog.VersionFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What changed from one version of a Dag to another.
 *
 * @param fields of the Dag itself, without its steps
 * @param fromDeployment the newest deployment that made the one version current; absent: none did
 * @param toDeployment the newest deployment that made the other version current; absent: none did
 * @param files that differ between those two deployments, by path, at most 1,000; none where one of
 *     them is absent
 * @param source the author's text as {@code diff -u} tells it; empty: nothing that was written
 */
record VersionDiff(
    String dag,
    int from,
    int to,
    List<FieldChange> fields,
    StepChanges steps,
    @Nullable Integer fromDeployment,
    @Nullable Integer toDeployment,
    List<FileChange> files,
    String source) {

  /** The steps that are not the same, each by its id. */
  record StepChanges(List<String> added, List<String> removed, List<StepChange> changed) {}

  /** A step that is in both and says something else. */
  record StepChange(String step, List<FieldChange> fields) {}

  /**
   * A file that is not the same.
   *
   * @param from digest of its content; absent: it was not there
   * @param to digest of its content; absent: it is no longer there
   * @param steps ids of the steps that run it or are set up by it
   */
  record FileChange(String path, @Nullable String from, @Nullable String to, List<String> steps) {}

  static VersionDiff of(String dag, DagVersion before, DagVersion after, Files files) {
    JsonNode from = JsonMapper.shared().readTree(before.definition());
    JsonNode to = JsonMapper.shared().readTree(after.definition());
    return new VersionDiff(
        dag,
        before.number(),
        after.number(),
        FieldChange.between(from, to, Set.of("steps")),
        steps(from.path("steps"), to.path("steps")),
        files.from().map(VersionFiles.Deployed::deployment).orElse(null),
        files.to().map(VersionFiles.Deployed::deployment).orElse(null),
        files.changes().stream()
            .map(
                change ->
                    new FileChange(
                        change.path(),
                        change.before(),
                        change.after(),
                        users(change.path(), change.after() == null ? from : to)))
            .toList(),
        UnifiedDiff.of(before, after));
  }

  /** The deployments of the two versions, and how their files differ. */
  record Files(
      Optional<VersionFiles.Deployed> from,
      Optional<VersionFiles.Deployed> to,
      List<VersionFiles.Change> changes) {}

  private static StepChanges steps(JsonNode before, JsonNode after) {
    List<String> added = new ArrayList<>(after.propertyNames());
    added.removeAll(before.propertyNames());
    List<String> removed = new ArrayList<>(before.propertyNames());
    removed.removeAll(after.propertyNames());
    List<StepChange> changed = new ArrayList<>();
    for (String step : after.propertyNames()) {
      if (before.has(step)) {
        List<FieldChange> fields =
            FieldChange.between(before.path(step), after.path(step), Set.of());
        if (!fields.isEmpty()) {
          changed.add(new StepChange(step, fields));
        }
      }
    }
    return new StepChanges(added, removed, changed);
  }

  private static List<String> users(String path, JsonNode definition) {
    return definition.path("steps").properties().stream()
        .filter(step -> uses(step.getValue(), path))
        .map(step -> step.getKey())
        .toList();
  }

  private static boolean uses(JsonNode step, String path) {
    return List.of(
            step.path("notebook"),
            step.path("script"),
            step.path("branch").path("notebook"),
            step.path("environment").path("requirements"))
        .stream()
        .anyMatch(used -> used.asString("").equals(path));
  }
}
