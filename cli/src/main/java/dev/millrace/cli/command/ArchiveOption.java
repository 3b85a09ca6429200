package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiException;
import dev.millrace.client.DeploymentOptions;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * Whether a deployment may archive Dags whose schedule is active: said with the option, or asked on
 * a terminal. Without either the server's refusal ends the command.
 */
final class ArchiveOption {
  private static final String REFUSAL = "SCHEDULE_STOPS";

  @Option(
      names = "--archive",
      description =
          "Archive Dags that the files no longer have, also where their schedule is active; without it a terminal is asked, and a script refused.")
  boolean archive;

  /**
   * Deploys, and once more where the person who is asked agrees.
   *
   * @throws CliException when the person does not agree; nothing was changed
   */
  <T> T deploy(
      Console console, DeploymentOptions options, Function<DeploymentOptions, T> deployment) {
    if (archive) {
      return deployment.apply(options.archiving());
    }
    try {
      return deployment.apply(options);
    } catch (ApiException e) {
      // The launcher asks for the JDK's own console, which is there on a terminal and nowhere else.
      Optional<java.io.Console> terminal = Optional.ofNullable(System.console());
      if (!e.code().equals(REFUSAL) || console.isJson() || terminal.isEmpty()) {
        throw e;
      }
      String answer =
          terminal.get().readLine("%s%nArchive them and stop their schedules? [y/N] ", e.detail());
      if (answer == null || !answer.strip().matches("(?i)y|yes")) {
        throw new CliException(ExitCode.BAD_USAGE, "nothing was changed");
      }
      return deployment.apply(options.archiving());
    }
  }
}
