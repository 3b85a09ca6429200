package dev.millrace.cli.command;

import picocli.CommandLine.Command;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description =
        "Resumes a Dag's paused schedules; their catchup says what becomes of the ticks that were missed.")
public final class ResumeCommand extends PausingCommand {
  public ResumeCommand() {
    super(false);
  }
}
