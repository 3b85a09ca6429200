package dev.millrace.cli;

import dev.millrace.cli.command.CancelCommand;
import dev.millrace.cli.command.DeploymentsCommand;
import dev.millrace.cli.command.DiffCommand;
import dev.millrace.cli.command.DrainCommand;
import dev.millrace.cli.command.LoginCommand;
import dev.millrace.cli.command.LogsCommand;
import dev.millrace.cli.command.PauseCommand;
import dev.millrace.cli.command.PromoteCommand;
import dev.millrace.cli.command.PushCommand;
import dev.millrace.cli.command.RerunCommand;
import dev.millrace.cli.command.RerunsCommand;
import dev.millrace.cli.command.ResumeCommand;
import dev.millrace.cli.command.RollbackCommand;
import dev.millrace.cli.command.RunsCommand;
import dev.millrace.cli.command.SchedulesCommand;
import dev.millrace.cli.command.SecretCommand;
import dev.millrace.cli.command.StepsCommand;
import dev.millrace.cli.command.TicksCommand;
import dev.millrace.cli.command.TokenCommand;
import dev.millrace.cli.command.TriggerCommand;
import dev.millrace.cli.command.VersionsCommand;
import dev.millrace.cli.command.WhyCommand;
import dev.millrace.cli.command.WorkersCommand;
import dev.millrace.cli.postgres.PostgresException;
import dev.millrace.cli.up.ServerCommand;
import dev.millrace.cli.up.UpCommand;
import dev.millrace.cli.up.WorkerCommand;
import dev.millrace.client.ApiException;
import dev.millrace.client.FileNamesException;
import dev.millrace.client.ServerUnreachableException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry of the one runnable jar. */
@Command(
    name = "millrace",
    description = "Runs DAGs of Jupyter notebooks on your own machines.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class)
public final class Millrace {
  private static final List<Class<?>> COMMANDS =
      List.of(
          UpCommand.class,
          LoginCommand.class,
          ServerCommand.class,
          WorkerCommand.class,
          PushCommand.class,
          DeploymentsCommand.class,
          RollbackCommand.class,
          PromoteCommand.class,
          VersionsCommand.class,
          DiffCommand.class,
          TriggerCommand.class,
          RerunCommand.class,
          RerunsCommand.class,
          CancelCommand.class,
          RunsCommand.class,
          StepsCommand.class,
          LogsCommand.class,
          WhyCommand.class,
          SchedulesCommand.class,
          TicksCommand.class,
          PauseCommand.class,
          ResumeCommand.class,
          WorkersCommand.class,
          DrainCommand.class,
          SecretCommand.class,
          TokenCommand.class,
          HelpCommand.class);

  private Millrace() {}

  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }

  /**
   * What understands these arguments: the command that they begin with alone, since describing all
   * of them takes as long as some of them run; all where they begin with none, or ask for help.
   */
  static CommandLine commandLine(String[] args) {
    List<Class<?>> named = COMMANDS.stream().filter(command -> isNamed(command, args)).toList();
    return commandLine(named.isEmpty() ? COMMANDS : named);
  }

  private static boolean isNamed(Class<?> command, String[] args) {
    return args.length > 0
        && command != HelpCommand.class
        && command.getAnnotation(Command.class).name().equals(args[0]);
  }

  /** The whole command line, also for tests, which give it their own streams. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine line = new CommandLine(new Millrace());
    commands.forEach(line::addSubcommand);
    return line.setExecutionExceptionHandler(Millrace::report)
        .setParameterExceptionHandler(Millrace::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  /**
   * Failures that people can mend are one message and an exit code; a stack trace is left for our
   * own mistakes.
   */
  private static int report(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case CliException e -> print(err, message(e), e.exitCode());
      case FileNamesException e -> print(err, message(e), ExitCode.BAD_USAGE);
      case ServerUnreachableException e -> print(err, message(e), ExitCode.SERVER_NOT_REACHED);
      case ApiException e ->
          print(
              err,
              message(e),
              e.status() >= 500 ? ExitCode.SERVER_NOT_REACHED : ExitCode.BAD_USAGE);
      case PostgresException e -> print(err, message(e), ExitCode.NOT_SUCCEEDED);
      case UncheckedIOException e -> print(err, message(e), ExitCode.NOT_SUCCEEDED);
      default -> throw failure;
    };
  }

  /** A wrong command line is one line, with what explains it; not a page of usage below it. */
  private static int explain(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    print(err, "%s; `%s --help` explains it".formatted(message(failure), name), ExitCode.BAD_USAGE);
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.flush();
    return ExitCode.BAD_USAGE;
  }

  private static String message(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  private static int print(PrintWriter err, String message, int exitCode) {
    err.println("millrace: " + message);
    err.flush();
    return exitCode;
  }
}
