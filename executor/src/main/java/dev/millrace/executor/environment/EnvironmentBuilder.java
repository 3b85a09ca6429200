package dev.millrace.executor.environment;

import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes one environment with the machine's package tool. */
final class EnvironmentBuilder {
  private static final String IPYKERNEL = "ipykernel";

  /** With it {@code %run other.ipynb} works in a notebook. */
  private static final String NBFORMAT = "nbformat";

  /** Python imports from where {@code -m} is started: a folder that no step writes to. */
  private static final Path NEUTRAL = Path.of("/");

  private final PackageTool tool;
  private final CommandRunner commands;

  EnvironmentBuilder(PackageTool tool, CommandRunner commands) {
    this.tool = tool;
    this.commands = commands;
  }

  /**
   * Builds at its final place, because environments hold their own path.
   *
   * @return the freeze: its packages, one a line, sorted by the tool
   */
  String build(Order order, Path place)
      throws IOException, InterruptedException, TimeoutException, StepFailedException {
    BuildLog log = order.build.log();
    log.say(
        "making an environment from %s with %s and %s"
            .formatted(order.requirements.name(), order.base.executable(), tool.name()));
    CommandRunner.Result created = run(order, tool.create(order.base, place));
    if (!created.succeeded()) {
      throw StepFailedException.platform(
          "ENV_BUILD",
          "%s cannot make an environment: %s\nInstall its venv module (python3-venv on Debian and Ubuntu), or start the worker with --python and another interpreter"
              .formatted(order.base.executable(), created.tail()));
    }
    Path python = place.resolve("bin").resolve("python");
    for (List<String> arguments : installations(order, place)) {
      CommandRunner.Result installed = run(order, tool.install(python, arguments));
      if (!installed.succeeded()) {
        throw BuildFailure.of(order.requirements, installed);
      }
    }
    addNbformat(order, place);
    CommandRunner.Result frozen = run(order.quiet(), tool.freeze(python));
    if (!frozen.succeeded()) {
      throw BuildFailure.of(order.requirements, frozen);
    }
    return frozen.stdout().strip() + "\n";
  }

  /** Whether the base interpreter has all of it, so that nothing needs to be installed. */
  boolean baseSatisfies(Order order) throws IOException, InterruptedException, TimeoutException {
    List<String> wanted = new ArrayList<>();
    for (String line : order.requirements.lines()) {
      if (!line.startsWith("-")) {
        wanted.add(line.replaceAll("\\s--hash\\S+", "").strip());
      }
    }
    wanted.add(IPYKERNEL);
    CommandRunner.Result result =
        run(order.quiet(), tool.isSatisfied(order.base.executable(), wanted));
    return result.succeeded() && !result.text().contains("Would install");
  }

  private List<List<String>> installations(Order order, Path place) throws IOException {
    Requirements requirements = order.requirements;
    if (order.lock != null && !requirements.isHashed()) {
      List<String> locked = new ArrayList<>(requirements.options());
      locked.addAll(order.lock.lines().toList());
      return List.of(List.of("--no-deps", "-r", write(place, "lock.txt", locked)));
    }
    if (requirements.lines().isEmpty()) {
      return List.of(List.of(IPYKERNEL, NBFORMAT));
    }
    List<String> arguments =
        new ArrayList<>(List.of("-r", write(place, "requirements.txt", requirements.lines())));
    if (!requirements.constraints().isEmpty()) {
      arguments.addAll(List.of("-c", write(place, "constraints.txt", requirements.constraints())));
    }
    if (requirements.isHashed()) {
      // With one hash pip wants one for everything it installs; ipykernel has none.
      return List.of(arguments, List.of(IPYKERNEL, NBFORMAT));
    }
    arguments.addAll(List.of(IPYKERNEL, NBFORMAT));
    return List.of(arguments);
  }

  /**
   * A lock of an earlier release lacks nbformat. It is no part of what the lock promises, so an
   * environment without it is built all the same.
   */
  private void addNbformat(Order order, Path place)
      throws IOException, InterruptedException, TimeoutException {
    String lock = order.lock;
    if (lock == null
        || order.requirements.isHashed()
        || lock.lines().anyMatch(line -> line.startsWith(NBFORMAT + "=="))) {
      return;
    }
    List<String> lines = new ArrayList<>(order.requirements.options());
    lines.add(NBFORMAT);
    List<String> arguments =
        List.of(
            "-r",
            write(place, "nbformat.txt", lines),
            "-c",
            write(place, "nbformat-constraints.txt", lock.lines().toList()));
    Path python = place.resolve("bin").resolve("python");
    if (!run(order, tool.install(python, arguments)).succeeded()) {
      order.build.log().say("nbformat cannot be added: %run of another notebook will not work");
    }
  }

  private static String write(Path place, String name, List<String> lines) throws IOException {
    return Files.write(place.resolve(name), lines).toString();
  }

  private CommandRunner.Result run(Order order, List<String> command)
      throws IOException, InterruptedException, TimeoutException {
    return commands.run(
        command,
        NEUTRAL,
        order.build.marker(),
        order.build.log(),
        Environments.remaining(order.deadline));
  }

  /**
   * What to build.
   *
   * @param lock the freeze to install; null: whatever the requirements resolve to
   * @param deadline in terms of {@link System#nanoTime}
   */
  record Order(
      Interpreter base,
      Requirements requirements,
      @Nullable String lock,
      EnvironmentBuild build,
      long deadline) {
    Order with(String newLock) {
      return new Order(base, requirements, newLock, build, deadline);
    }

    /** The same without a log: for questions whose answers nobody reads. */
    Order quiet() {
      var silent = new EnvironmentBuild(build.marker(), text -> {}, build.locks(), build.limit());
      return new Order(base, requirements, lock, silent, deadline);
    }
  }
}
