package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.ProjectRequirements;
import dev.millrace.dsl.validation.Where;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which Dags a deployment gives another requirements file of the project than before. Pure. */
final class RequirementsChange {
  private RequirementsChange() {}

  /**
   * Names the Dags whose steps get a file that they had not.
   *
   * @param before files of the deployment before, if its runs used their requirements files
   */
  static Optional<Finding> between(
      List<SnapshotFile> before, List<SnapshotFile> after, Collection<Definition> definitions) {
    Predicate<String> existed = existing(before);
    Predicate<String> exists = existing(after);
    var dags = new TreeMap<String, Set<String>>();
    for (Definition definition : definitions) {
      for (String id : definition.dag().steps().keySet()) {
        EffectiveStep step = definition.dag().effective(id);
        Optional<String> file = ProjectRequirements.of(step, exists);
        if (file.isPresent() && !file.equals(ProjectRequirements.of(step, existed))) {
          dags.computeIfAbsent(file.get(), f -> new TreeSet<>()).add(definition.dag().name());
        }
      }
    }
    if (dags.isEmpty()) {
      return Optional.empty();
    }
    String file = dags.firstKey();
    return Optional.of(
        Finding.warning(
                "ENVIRONMENT_CHANGED",
                "notebooks and Python scripts without an environment now run with the packages of the requirements file of the project: "
                    + dags.entrySet().stream()
                        .map(
                            e -> "%s for %s".formatted(e.getKey(), String.join(", ", e.getValue())))
                        .collect(Collectors.joining("; ")),
                new Where(file, 0, 0, ""))
            .hint("'environment: none' of a step or of the Dag's defaults keeps the worker's own"));
  }

  private static Predicate<String> existing(List<SnapshotFile> files) {
    Set<String> paths =
        files.stream()
            .map(SnapshotFile::path)
            .filter(path -> path.endsWith(ProjectRequirements.NAME))
            .collect(Collectors.toSet());
    return paths::contains;
  }
}
