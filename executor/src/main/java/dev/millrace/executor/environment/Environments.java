package dev.millrace.executor.environment;

import dev.millrace.executor.files.Digests;
import dev.millrace.executor.kernel.AllowedEnvironment;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Gives steps the environment they ask for, building each at most once per interpreter and
 * requirements. Safe for use by several threads and, over one folder, by several processes.
 */
public final class Environments {
  private final EnvironmentFolder folder;
  private final EnvironmentUses uses;
  private final EnvironmentBuilder builder;
  private final Interpreter base;

  /**
   * What attempts without a network were given, so that not each of them waits for the network
   * anew.
   */
  private final Map<String, Substitute> substitutes = new ConcurrentHashMap<>();

  /**
   * Keeps environments in a folder.
   *
   * @param folder made when it is not there; environments cannot be moved
   * @param base what environments are made from
   */
  public Environments(Path folder, Interpreter base, ProcessGuard guard) throws IOException {
    this.folder = new EnvironmentFolder(folder);
    this.uses = new EnvironmentUses(this.folder);
    this.builder = new EnvironmentBuilder(packageTool(), new CommandRunner(guard));
    this.base = base;
  }

  /** The interpreter that environments are made from. */
  public Interpreter base() {
    return base;
  }

  /** The worker's own interpreter, for a step that asks for nothing. */
  public PythonEnvironment own() {
    return PythonEnvironment.of(base, null);
  }

  /**
   * The smallest environment that can run notebooks, for a worker whose interpreter cannot; made on
   * first use.
   */
  public PythonEnvironment forNotebooks(EnvironmentBuild build)
      throws IOException, InterruptedException, StepFailedException {
    return base.hasIpykernel() ? own() : from(Requirements.none(), build);
  }

  /**
   * The environment with these packages and ipykernel.
   *
   * <p>When no package index is in reach and the worker's own interpreter has all of it, that is
   * used, with a warning.
   *
   * <p>It is shared with other attempts, and stays theirs until {@link #release}.
   *
   * @throws StepFailedException {@code ENV_BUILD}: blaming the user when the requirements cannot be
   *     met, the platform when the network or time is short
   */
  public PythonEnvironment from(Requirements requirements, EnvironmentBuild build)
      throws IOException, InterruptedException, StepFailedException {
    String digest = requirements.digest();
    Optional<String> lock = build.locks().find(base, digest);
    String key =
        Digests.of(base.executable() + "\n" + base.version() + "\n" + digest).substring(0, 24);
    String lockDigest = lock.map(Digests::of).orElse(null);
    Optional<EnvironmentFolder.Built> ready = uses.take(key, lockDigest, build.marker());
    if (ready.isPresent()) {
      return environment(ready.get());
    }
    Substitute substitute = substitutes.get(key);
    if (substitute != null && !substitute.isOutdated()) {
      return substitute.environment;
    }
    long deadline = System.nanoTime() + build.limit().toNanos();
    try {
      BuildLock held =
          BuildLock.take(folder.lockFile(key), build.limit(), () -> waiting(requirements, build));
      try {
        // Another attempt may have built it while this one waited.
        ready = uses.take(key, lockDigest, build.marker());
        if (ready.isPresent()) {
          return environment(ready.get());
        }
        var order =
            new EnvironmentBuilder.Order(base, requirements, lock.orElse(null), build, deadline);
        return build(key, order);
      } finally {
        held.close();
      }
    } catch (TimeoutException e) {
      throw StepFailedException.platform(
          "ENV_BUILD",
          "%s took longer than %d min to install and was stopped; look at the log for what it waited for"
              .formatted(requirements.name(), Math.max(1, build.limit().toMinutes())));
    }
  }

  /**
   * Ends what an attempt uses, whose processes are gone. An environment that is no longer as it was
   * built is given to no other attempt and built anew for the next.
   *
   * @param user the marker that it was built for
   * @return what is different, for people; empty: nothing
   */
  public List<String> release(ProcessMarker user) throws IOException {
    return uses.release(user);
  }

  private PythonEnvironment build(String key, EnvironmentBuilder.Order order)
      throws IOException, InterruptedException, TimeoutException, StepFailedException {
    Path place = uses.fresh(key);
    try {
      String freeze = builder.build(order, place);
      if (order.lock() == null && !order.requirements().lines().isEmpty()) {
        String digest = order.requirements().digest();
        String counts = order.build().locks().offer(base, digest, freeze);
        if (!counts.equals(freeze)) {
          order.build().log().say("another worker was first: installing the packages of its lock");
          EnvironmentFolder.deleteTree(place);
          builder.build(order.with(counts), place);
          freeze = counts;
        }
      }
      var built = folder.finish(place, Digests.of(order.lock() == null ? freeze : order.lock()));
      uses.add(built.folder(), order.build().marker());
      return environment(built);
    } catch (StepFailedException e) {
      EnvironmentFolder.deleteTree(place);
      if (e.blame() == CompleteRequest.Cause.PLATFORM && builder.baseSatisfies(order)) {
        PythonEnvironment own =
            PythonEnvironment.of(
                base,
                "no package index is in reach; running in %s, which has what %s asks for"
                    .formatted(base.executable(), order.requirements().name()));
        substitutes.put(key, new Substitute(own, System.nanoTime()));
        return own;
      }
      throw e;
    }
  }

  private static void waiting(Requirements requirements, EnvironmentBuild build) {
    build.log().say("waiting for another attempt that installs " + requirements.name());
  }

  private static PythonEnvironment environment(EnvironmentFolder.Built built) {
    return new PythonEnvironment(built.python(), built.folder(), true, built.lockDigest(), null);
  }

  private static PackageTool packageTool() {
    for (String entry :
        AllowedEnvironment.current().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path uv = Path.of(entry).resolve("uv");
      if (!entry.isEmpty() && Files.isExecutable(uv) && Files.isRegularFile(uv)) {
        return new PackageTool.Uv(uv);
      }
    }
    return new PackageTool.Pip();
  }

  static Duration remaining(long deadlineNanos) throws TimeoutException {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new TimeoutException();
    }
    return Duration.ofNanos(left);
  }

  /** The interpreter itself in place of an environment that cannot be built now. */
  private record Substitute(PythonEnvironment environment, long sinceNanos) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    boolean isOutdated() {
      return System.nanoTime() - sinceNanos > GOOD_FOR.toNanos();
    }
  }
}
