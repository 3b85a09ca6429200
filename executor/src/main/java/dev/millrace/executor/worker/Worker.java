package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.environment.Interpreter;
import dev.millrace.executor.environment.InterpreterProbe;
import dev.millrace.executor.files.BlobCache;
import dev.millrace.executor.files.Mounts;
import dev.millrace.executor.files.ProjectFiles;
import dev.millrace.executor.files.Publisher;
import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.protocol.StepFailedException;
import dev.millrace.executor.step.StepRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: takes steps from a server's pool and runs them on this machine.
 *
 * <p>It goes on through outages of the server, opens a new session when the old one is gone, and
 * stops only when told to or when the server refuses it for good. Safe for use by several threads.
 */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private static final int MAX_ARTIFACTS = 5_000;
  private static final long MAX_ARTIFACT_BYTES = 2L << 30;

  private final SessionLoop sessions;
  private final WorkerFolder folder;
  private final Transport transport;
  private final KernelLauncher launcher;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private Worker(
      SessionLoop sessions, WorkerFolder folder, Transport transport, KernelLauncher launcher) {
    this.sessions = sessions;
    this.folder = folder;
    this.transport = transport;
    this.launcher = launcher;
  }

  /**
   * Makes a worker's folder, for its owner alone, before there is a worker.
   *
   * @throws IOException when it cannot be made or is not the worker's; the message says what to do
   */
  public static void makeFolder(Path folder) throws IOException {
    WorkerFolder.make(folder);
  }

  /**
   * Starts a worker; returns without waiting for the server, which need not be there yet.
   *
   * @throws IOException when the worker cannot start on this machine: its folder is in use or
   *     cannot be written, or there is no interpreter; the message says what to do
   * @throws InterruptedException when the thread was interrupted; nothing was started
   */
  public static Worker start(WorkerSettings settings) throws IOException, InterruptedException {
    WorkerFolder folder = WorkerFolder.open(settings.data(), settings.account());
    boolean started = false;
    try {
      Worker worker = assemble(settings, folder);
      started = true;
      return worker;
    } catch (StepFailedException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!started) {
        folder.close();
      }
    }
  }

  private static Worker assemble(WorkerSettings settings, WorkerFolder folder)
      throws IOException, InterruptedException, StepFailedException {
    Clock clock = Clock.systemUTC();
    StepAccount account = settings.account();
    ProcessGuard guard = new ProcessGuard(account);
    Interpreter python = new InterpreterProbe(guard).base(settings.python());
    log.info("Python steps start from {} ({})", python.executable(), python.version());
    Mounts mounts = new Mounts(settings.name(), settings.mounts());
    mounts
        .writable()
        .forEach(
            (name, path) ->
                log.warn(
                    "mount {} is only meant to be read, but this worker's user may write to {}, and so may every step: take the right away, or mount it read-only",
                    name,
                    path));
    KernelLauncher launcher = new KernelLauncher(guard);
    var environments = new Environments(folder.environments(), python, guard);
    var cache = new BlobCache(folder.blobs(), settings.limits().cacheBytes());
    var work =
        new AttemptWork(
            new ProjectFiles(cache, account),
            mounts,
            environments,
            new StepRunner(launcher, guard, environments, settings.limits().outputs(), clock));
    var publishing =
        new AttemptPublishing(new Publisher(MAX_ARTIFACTS, MAX_ARTIFACT_BYTES), account);
    var slots = new Slots(settings.slots());
    var draining = new AtomicBoolean();
    var room = new DiskRoom(folder.root(), cache::makeRoom);
    var ground = new AttemptGround(account, settings.slots() == 1);
    var starter =
        new AttemptFactory(
            folder,
            ground,
            work,
            publishing,
            guard,
            slots,
            () -> !draining.get() && room.isEnough(),
            room,
            clock);
    var transport = new Transport(settings.server());
    var leftovers = new Leftovers(folder.leftovers(), ground, clock);
    var sessions =
        new SessionLoop(settings, folder.instance(), transport, leftovers, slots, room, draining);
    Worker worker = new Worker(sessions, folder, transport, launcher);
    Thread.ofPlatform().name("worker").start(() -> worker.serve(starter));
    return worker;
  }

  private void serve(AttemptStarter starter) {
    try {
      sessions.run(starter);
      release();
      stopped.complete(null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      log.error("the worker stops: {}", e.getMessage());
      release();
      stopped.completeExceptionally(e);
    }
  }

  private void release() {
    transport.close();
    launcher.close();
    try {
      folder.close();
    } catch (IOException e) {
      log.warn("the data folder's lock was not given back: {}", e.toString());
    }
  }

  /**
   * Takes no more work and stops when the steps it has are done. Returns at once; repeating it does
   * nothing.
   */
  public void drain() {
    sessions.drain();
  }

  /**
   * Completes when the worker has stopped and no process of its is left; exceptionally, with a
   * message for people, when the server refused it for good.
   */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /**
   * Stops: takes no more work and lets running steps end within the grace. Those that have not are
   * ended in good order and reported as failed for want of the worker, so that they are tried
   * again. Returns when that is done, 20 s after the grace at most; repeating it does nothing.
   *
   * @param grace zero: running steps are ended at once
   */
  public void stop(Duration grace) {
    try {
      sessions.stop(grace);
      stopped.handle((nothing, failure) -> true).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller is in a hurry: guards kill what still runs
    }
  }

  /** Stops without any grace. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
