package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The triggers that a Dag has, then the archived ones that it had, and where REST has them. */
record DagTriggers(DagName dag, List<ObjectNode> all) {

  /**
   * @throws CliException when it never had one
   */
  static DagTriggers of(ApiConnection api, String name) {
    DagName dag = DagName.of(name);
    List<ObjectNode> all =
        api.list(dag.path() + "/triggers")
            .path("items")
            .valueStream()
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

  /** {@code archived}, {@code paused} or {@code active}. */
  static String state(JsonNode trigger) {
    return trigger.path("archived").asBoolean()
        ? "archived"
        : trigger.path("paused").asBoolean() ? "paused" : "active";
  }

  /**
   * The names of all that can be paused and resumed, or the one that is wanted.
   *
   * @throws CliException when all are archived
   */
  List<String> changeable(ApiConnection api, @Nullable String wanted) {
    List<String> names = wanted == null ? current() : List.of(wanted);
    if (names.isEmpty()) {
      boolean whole = api.get(dag.path()).path("archived").asBoolean();
      throw new CliException(
          ExitCode.BAD_USAGE,
          whole
              ? "Dag '%s' is archived, and its schedules with it; deploy it again to schedule it"
                  .formatted(dag.dag())
              : "every schedule of Dag '%s' is archived; deploy a definition that has one"
                  .formatted(dag.dag()));
    }
    return names;
  }

  /** Names of those that are not archived. */
  private List<String> current() {
    return all.stream()
        .filter(trigger -> !trigger.path("archived").asBoolean())
        .map(DagTriggers::name)
        .toList();
  }

  /**
   * The name that is wanted, or the only one; an archived one only where there is no other.
   *
   * @throws CliException when there are several to choose from
   */
  String one(@Nullable String wanted) {
    List<String> names = wanted == null ? current() : List.of(wanted);
    if (names.isEmpty()) {
      names = all.stream().map(DagTriggers::name).toList();
    }
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
