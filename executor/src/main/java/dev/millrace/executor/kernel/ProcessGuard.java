package dev.millrace.executor.kernel;

import dev.millrace.executor.account.StepAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts processes that cannot outlive this one.
 *
 * <p>Each gets its own session and a guard, a shell script that holds the read end of a pipe. When
 * the pipe is closed, because it was asked for or because this process was killed, the guard kills
 * the process's group and everything that carries its marker. When the process ends by itself,
 * whatever it left behind is killed too.
 */
public final class ProcessGuard {
  private final StepAccount account;
  private final String script;
  private final Path setsid;
  private final Map<ProcessMarker, Set<OwnedProcess>> running = new ConcurrentHashMap<>();

  /** Starts them under the worker's own account; otherwise as the other constructor. */
  public ProcessGuard() {
    this(StepAccount.own());
  }

  /**
   * Starts them under an account.
   *
   * @throws IllegalStateException if this machine lacks {@code setsid}, which comes with util-linux
   */
  public ProcessGuard(StepAccount account) {
    this.account = account;
    this.script = readScript();
    this.setsid =
        findProgram("setsid", AllowedEnvironment.current())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the program 'setsid' is missing, without which steps cannot be killed reliably:"
                            + " install util-linux"));
  }

  /**
   * Starts a process. Its standard input is empty.
   *
   * @throws IOException if the program or the directory does not exist, or the system refuses; the
   *     message says which
   */
  public OwnedProcess start(ProcessPlan plan, ProcessOutput output) throws IOException {
    check(plan);
    Path folder = Files.createTempDirectory("millrace-process-");
    share(folder);
    List<String> command = new ArrayList<>();
    // A session of its own for the guard too: Ctrl-C at the worker's terminal must not reach it
    // before the worker.
    command.addAll(List.of(setsid.toString(), "sh", "-c", script, "millrace-guard"));
    command.addAll(List.of(folder.toString(), plan.marker().entry()));
    command.addAll(plan.command());
    ProcessBuilder builder =
        new ProcessBuilder(account.command(command)).directory(plan.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(account.variables(plan.environment()));
    builder.environment().remove(plan.marker().name());
    builder.environment().putIfAbsent("PATH", AllowedEnvironment.DEFAULT_PATH);
    OwnedProcess process = new GuardedProcess(builder.start(), folder, output);
    remember(plan.marker(), process);
    return process;
  }

  private void remember(ProcessMarker marker, OwnedProcess process) {
    running.compute(
        marker,
        (m, before) -> {
          Set<OwnedProcess> all = before == null ? ConcurrentHashMap.newKeySet() : before;
          all.add(process);
          return all;
        });
    var unused =
        process
            .end()
            .thenRun(
                () ->
                    running.computeIfPresent(
                        marker,
                        (m, all) -> {
                          all.remove(process);
                          return all.isEmpty() ? null : all;
                        }));
  }

  /**
   * Returns when nothing is left of the processes that were started with this marker; usually at
   * once. An interrupt does not shorten the wait.
   *
   * @param grace what still runs after this time is killed
   * @return false when something was killed and is still there a few seconds later
   */
  public boolean awaitNone(ProcessMarker marker, Duration grace) {
    List<OwnedProcess> left = List.copyOf(running.getOrDefault(marker, Set.of()));
    CompletableFuture<?>[] ends =
        left.stream().map(OwnedProcess::end).toArray(CompletableFuture<?>[]::new);
    if (Futures.awaitFor(grace, CompletableFuture.allOf(ends))) {
      return true;
    }
    left.forEach(OwnedProcess::kill);
    return left.stream().allMatch(OwnedProcess::killAndWait);
  }

  /** Lets its processes read and write everything in a tree of the worker's. */
  public void share(Path tree) throws IOException {
    account.share(tree);
  }

  private static void check(ProcessPlan plan) throws IOException {
    if (!Files.isDirectory(plan.directory())) {
      throw new IOException(
          "the directory "
              + plan.directory()
              + ", where '"
              + plan.command().getFirst()
              + "' starts, does not exist");
    }
    String program = plan.command().getFirst();
    if (program.contains("/")) {
      Path path = plan.directory().resolve(program);
      if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
        throw new IOException("the program '" + program + "' does not exist or is not executable");
      }
    } else if (findProgram(program, plan.environment()).isEmpty()) {
      throw new IOException(
          "the program '" + program + "' is not on the PATH " + searchPath(plan.environment()));
    }
  }

  private static Optional<Path> findProgram(String name, Map<String, String> environment) {
    for (String folder : searchPath(environment).split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  private static String searchPath(Map<String, String> environment) {
    return environment.getOrDefault("PATH", AllowedEnvironment.DEFAULT_PATH);
  }

  private static String readScript() {
    try (InputStream resource = ProcessGuard.class.getResourceAsStream("guard.sh")) {
      if (resource == null) {
        throw new IllegalStateException("guard.sh is missing from the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
