package dev.millrace.cli.command;

import dev.millrace.client.ApiConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a server something and prints the answer. */
abstract class ApiCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws InterruptedException {
    try (ApiConnection api = server.connect()) {
      return ask(api, new Console(spec.commandLine().getOut(), server.json));
    }
  }

  /**
   * Does what the command is for.
   *
   * @return one of {@link dev.millrace.cli.ExitCode}
   */
  abstract int ask(ApiConnection api, Console console) throws InterruptedException;
}
