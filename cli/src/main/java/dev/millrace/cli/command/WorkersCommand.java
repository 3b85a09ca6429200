package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "workers",
    mixinStandardHelpOptions = true,
    description = "Lists the workers: their pool, how much they run, and whether they live.")
public final class WorkersCommand extends ApiCommand {
  @Override
  int ask(ApiConnection api, Console console) {
    console.list(
        api.list("/workers"),
        List.of(
            "WORKER", "NAME", "POOL", "STATE", "BUSY", "SLOTS", "HEARD OF", "VERSION", "TROUBLE"),
        worker ->
            Console.texts(
                worker,
                "id",
                "name",
                "pool",
                "state",
                "busy",
                "slots",
                "lastHeartbeatAt",
                "version",
                "trouble"));
    return ExitCode.SUCCEEDED;
  }
}
