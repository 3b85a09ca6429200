package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ProjectPush;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A project's deployments, to choose one of.
 *
 * @param newestFirst as REST represents them
 */
record PastDeployments(String project, List<JsonNode> newestFirst) {

  static PastDeployments of(ProjectPush push, String project) {
    return new PastDeployments(project, push.deployments().path("items").valueStream().toList());
  }

  /**
   * @throws CliException when there is none of that number
   */
  JsonNode numbered(int number) {
    return newest(
        deployment -> deployment.path("number").asInt(0) == number,
        "project '%s' has no deployment %d; `millrace deployments %s` lists them"
            .formatted(project, number, project));
  }

  /**
   * @param none what is said when none is fit
   * @throws CliException when none is fit
   */
  JsonNode newest(Predicate<JsonNode> fit, String none) {
    return newestFirst.stream()
        .filter(fit)
        .findFirst()
        .orElseThrow(() -> new CliException(ExitCode.BAD_USAGE, none));
  }
}
