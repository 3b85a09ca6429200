package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.DeploymentOptions;
import dev.millrace.client.FolderListing;
import dev.millrace.client.ProjectFile;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = "Sends a folder's files and makes them the project's current state.")
public final class PushCommand extends ApiCommand {
  private static final int BIGGEST = 5;
  private static final int MOST_WARNINGS = 50;

  @Parameters(paramLabel = "DIR", description = "The project's folder.")
  Path folder = Path.of(".");

  @Option(
      names = {"--project", "-P"},
      required = true,
      description = "Name of the project; made where it does not exist.")
  String project = "";

  @Option(names = "--reason", description = "Why, for the deployment's history.")
  @Nullable String reason;

  @Option(
      names = "--dry-run",
      description =
          "Show the plan or every mistake; nothing is sent but the Dag files, and the server keeps nothing.")
  boolean dryRun;

  @Option(
      names = "--paused",
      description = "New schedules start paused; those that exist stay as they are.")
  boolean paused;

  @Mixin ArchiveOption archive = new ArchiveOption();

  @Override
  int ask(ApiConnection api, Console console) {
    if (!Files.isDirectory(folder)) {
      throw new CliException(ExitCode.BAD_USAGE, "%s is not a folder".formatted(folder));
    }
    FolderListing listing = ProjectFiles.read(folder);
    List<ProjectFile> files = listing.files();
    printSize(console, files);
    printWarnings(console, listing.warnings());
    var push = new ProjectPush(api, project);
    JsonNode deployment;
    if (dryRun) {
      deployment = push.plan(files);
    } else {
      var options = new DeploymentOptions(reason, paused, false);
      ProjectPush.Pushed pushed =
          archive.deploy(console, options, agreed -> push.push(files, agreed));
      if (pushed.madeProject()) {
        console.aside("made project " + project);
      }
      deployment = pushed.deployment();
    }
    console.answer(deployment, it -> DeploymentText.show(console, it));
    return ExitCode.SUCCEEDED;
  }

  private static void printWarnings(Console console, List<String> warnings) {
    warnings.stream().limit(MOST_WARNINGS).forEach(it -> console.aside("warning: " + it));
    if (warnings.size() > MOST_WARNINGS) {
      console.aside("warning: %,d more such links".formatted(warnings.size() - MOST_WARNINGS));
    }
  }

  private static void printSize(Console console, List<ProjectFile> files) {
    long total = files.stream().mapToLong(ProjectFile::size).sum();
    console.aside("%d files, %s".formatted(files.size(), size(total)));
    files.stream()
        .sorted(Comparator.comparingLong(ProjectFile::size).reversed())
        .limit(BIGGEST)
        .forEach(f -> console.aside("  %9s  %s".formatted(size(f.size()), f.path())));
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    return bytes < 1024 * 1024
        ? "%.1f KiB".formatted(bytes / 1024.0)
        : "%.1f MiB".formatted(bytes / 1024.0 / 1024.0);
  }
}
