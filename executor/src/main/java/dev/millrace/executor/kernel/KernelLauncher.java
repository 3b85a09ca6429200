package dev.millrace.executor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;

/** Starts kernels. Safe for use by several threads; one is enough for a process. */
public final class KernelLauncher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KernelLauncher.class);
  private static final int TRIES = 3;
  private static final List<String> PORT_TAKEN = List.of("Address already in use", "EADDRINUSE");

  private final ProcessGuard guard;
  private final ZContext context = new ZContext(1);
  private final Set<RunningKernel> kernels = ConcurrentHashMap.newKeySet();

  public KernelLauncher(ProcessGuard guard) {
    this.guard = guard;
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @param listener hears what the kernel broadcasts, from before the first message on
   * @throws KernelException.NotStarted if it did not come up; nothing of it is left
   * @throws InterruptedException if the thread was interrupted; nothing of the kernel is left
   */
  public Kernel launch(KernelPlan plan, KernelListener listener)
      throws KernelException, InterruptedException {
    try {
      for (int attempt = 1; attempt < TRIES; attempt++) {
        Optional<Kernel> kernel = tryLaunch(plan, listener, false);
        if (kernel.isPresent()) {
          return kernel.get();
        }
        LOG.info(
            "a port of a kernel was taken before the kernel had it; started again with others");
      }
      return tryLaunch(plan, listener, true).orElseThrow();
    } catch (IOException e) {
      throw new KernelException.NotStarted(
          "the kernel '" + plan.spec().name() + "' could not be started: " + e.getMessage());
    }
  }

  /** Kills the kernels that still run and waits until none is left. */
  @Override
  public void close() {
    kernels.forEach(RunningKernel::close);
    kernels.forEach(kernel -> kernel.disconnected().join());
    context.close();
  }

  /**
   * One try.
   *
   * @return empty if a port was taken and this is not the last try
   */
  private Optional<Kernel> tryLaunch(KernelPlan plan, KernelListener listener, boolean last)
      throws IOException, KernelException, InterruptedException {
    Path folder = Files.createTempDirectory("millrace-kernel-");
    Path file = folder.resolve("connection.json");
    try (HeldPorts held = HeldPorts.take(ConnectionInfo.Channel.values().length)) {
      ConnectionInfo connection = ConnectionInfo.create(held.ports(), plan.spec().name());
      connection.write(file);
      LastWords lastWords = LastWords.in(folder);
      guard.share(folder);
      OutputTail tail = new OutputTail(listener);
      StartChatter chatter = new StartChatter(tail);
      OwnedProcess process = start(processPlan(plan, file), chatter, lastWords);
      var unusedDeletion = process.end().thenRun(() -> delete(lastWords.file(), file, folder));
      RunningKernel kernel = connect(plan, connection, process, listener, lastWords);
      kernels.add(kernel);
      var unusedRemoval = kernel.disconnected().thenRun(() -> kernels.remove(kernel));
      boolean ready = false;
      boolean begun = false;
      try {
        ready = kernel.awaitReady(plan.startTimeout());
        if (ready && plan.spec().language().equalsIgnoreCase("python")) {
          kernel.begin(plan.marker());
        }
        begun = ready;
      } finally {
        chatter.started();
        if (!begun) {
          process.kill();
          lastWords.close();
        }
      }
      if (ready) {
        enter(kernel, plan);
        return Optional.of(kernel);
      }
      return notReady(plan, process, tail, last);
    }
  }

  private static void enter(RunningKernel kernel, KernelPlan plan)
      throws KernelException, InterruptedException {
    boolean entered = false;
    try {
      PythonStart.enter(kernel, plan);
      entered = true;
    } finally {
      if (!entered) {
        kernel.close();
      }
    }
  }

  private OwnedProcess start(ProcessPlan plan, ProcessOutput output, LastWords lastWords)
      throws IOException {
    try {
      return guard.start(plan, output);
    } catch (IOException | RuntimeException e) {
      lastWords.close();
      throw e;
    }
  }

  private RunningKernel connect(
      KernelPlan plan,
      ConnectionInfo connection,
      OwnedProcess process,
      KernelListener listener,
      LastWords lastWords)
      throws IOException {
    try {
      return new RunningKernel(
          plan.spec().interruptMode(), connection, process, context, listener, lastWords);
    } catch (IOException | RuntimeException e) {
      process.kill();
      lastWords.close();
      throw e;
    }
  }

  private static Optional<Kernel> notReady(
      KernelPlan plan, OwnedProcess process, OutputTail tail, boolean last) throws KernelException {
    boolean endedItself = !process.isAlive();
    ProcessEnd end = process.end().join();
    String said = tail.text();
    if (!last && endedItself && PORT_TAKEN.stream().anyMatch(said::contains)) {
      return Optional.empty();
    }
    String what =
        endedItself
            ? end.describe() + " before it answered"
            : "did not answer within " + plan.startTimeout().toSeconds() + " s";
    throw new KernelException.NotStarted(
        "the kernel '"
            + plan.spec().name()
            + "' "
            + what
            + (said.isBlank() ? "; it printed nothing" : ". It printed:\n" + said.strip()));
  }

  private static ProcessPlan processPlan(KernelPlan plan, Path connectionFile) {
    Map<String, String> environment = new TreeMap<>(AllowedEnvironment.current());
    // ipykernel takes itself for started by hand without it, and prints how to connect to it. Since
    // its parent is the guard, it only watches for becoming an orphan, which the guard prevents.
    environment.put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    environment.putAll(PythonStart.variables(plan));
    Map<String, String> before = Map.copyOf(environment);
    plan.spec()
        .environment()
        .forEach((name, value) -> environment.put(name, VariableReferences.resolve(value, before)));
    return new ProcessPlan(
        KernelCommand.of(plan.spec(), connectionFile),
        environment,
        PythonStart.directory(plan, Objects.requireNonNull(connectionFile.getParent())),
        plan.marker());
  }

  private static void delete(Path... files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.debug("{} stays behind in the temporary folder", file, e);
      }
    }
  }
}
