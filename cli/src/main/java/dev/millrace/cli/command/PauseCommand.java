package dev.millrace.cli.command;

import picocli.CommandLine.Command;

@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description =
        "Pauses a Dag's schedules: what falls due from now on starts no run, and is judged as missed when they are resumed.")
public final class PauseCommand extends PausingCommand {
  public PauseCommand() {
    super(true);
  }
}
