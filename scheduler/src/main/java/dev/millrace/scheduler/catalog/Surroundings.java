package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Step;
import dev.millrace.dsl.validation.Where;
import dev.millrace.scheduler.secret.Secrets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What definitions need beside their files: pools with workers, and secrets of their project. */
final class Surroundings {
  private final PoolChecks pools;
  private final Secrets secrets;

  Surroundings(PoolChecks pools, Secrets secrets) {
    this.pools = pools;
    this.secrets = secrets;
  }

  /** Warnings about what is not there at the moment. */
  List<Finding> missing(UUID project, Collection<Definition> definitions) {
    List<Finding> warnings = new ArrayList<>(pools.unserved(definitions));
    Map<String, Where> needed = secretsOf(definitions);
    Set<String> missing = secrets.missing(project, needed.keySet());
    needed.forEach(
        (name, where) -> {
          if (missing.contains(name)) {
            warnings.add(
                Finding.warning(
                        "SECRET_UNKNOWN",
                        "the project has no secret '%s': the step will fail until it has"
                            .formatted(name),
                        where)
                    .hint("set it with `millrace secret set PROJECT/%s`".formatted(name)));
          }
        });
    return warnings;
  }

  /** Makes what can be made: pools. */
  void provide(Collection<Definition> definitions) {
    pools.create(definitions);
  }

  /** Each secret with the first place that names it. */
  private static Map<String, Where> secretsOf(Collection<Definition> definitions) {
    Map<String, Where> needed = new TreeMap<>();
    for (Definition definition : definitions) {
      for (Step step : definition.dag().steps().values()) {
        step.settings()
            .secrets()
            .forEach(
                (variable, name) ->
                    needed.putIfAbsent(
                        name,
                        new Where(
                            definition.sourcePath(),
                            0,
                            0,
                            "/steps/" + step.id() + "/secrets/" + variable)));
      }
    }
    return needed;
  }
}
