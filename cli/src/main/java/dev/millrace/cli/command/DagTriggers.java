package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The triggers that a Dag has now, and where REST has them. */
record DagTriggers(DagName dag, List<ObjectNode> all) {

  /**
   * @throws CliException when it has none
   */
  static DagTriggers of(ApiConnection api, String name) {
    DagName dag = DagName.of(name);
    List<ObjectNode> all =
        api.list(dag.path() + "/triggers")
            .path("items")
            .valueStream()
            .filter(trigger -> !trigger.path("archived").asBoolean())
            .map(ObjectNode.class::cast)
            .toList();
    if (all.isEmpty()) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "'%s' has no schedule; its definition may have one, see docs/dag-format.md"
              .formatted(name));
    }
    return new DagTriggers(dag, all);
  }

  static String name(ObjectNode trigger) {
    return trigger.path("name").asString("");
  }

  /** The names of all, or the one that is wanted. */
  List<String> named(@Nullable String wanted) {
    return wanted == null ? all.stream().map(DagTriggers::name).toList() : List.of(wanted);
  }

  /**
   * The name that is wanted, or the only one.
   *
   * @throws CliException when there are several to choose from
   */
  String one(@Nullable String wanted) {
    List<String> names = named(wanted);
    if (names.size() > 1) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "%s/%s has several triggers; name one of %s"
              .formatted(dag.project(), dag.dag(), String.join(", ", names)));
    }
    return names.getFirst();
  }

  String path(String trigger) {
    return "%s/triggers/%s".formatted(dag.path(), segment(trigger));
  }
}
