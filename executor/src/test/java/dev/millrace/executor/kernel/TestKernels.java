package dev.millrace.executor.kernel;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A real Python with ipykernel, nbformat, papermill, ipywidgets and bash_kernel for tests, made
 * once per machine in the user's cache folder. Another interpreter that has them is taken from the
 * environment variable {@code MILLRACE_TEST_PYTHON}.
 */
public final class TestKernels {
  /** Another one for each list of packages: builds of several versions run on one machine. */
  private static final String FOLDER = "python-2";

  private static final List<String> PACKAGES =
      List.of("ipykernel", "nbformat", "papermill", "ipywidgets", "bash_kernel");

  private TestKernels() {}

  private static final class Holder {
    private static final Path PYTHON = locate();
  }

  /** The interpreter. */
  public static Path python() {
    return Holder.PYTHON;
  }

  /** Its kernel. */
  public static KernelSpec spec() {
    return KernelSpec.ofPython(python());
  }

  /** A kernel of another language: it runs cells in a shell that is its child. */
  public static KernelSpec bash() {
    return new KernelSpec(
        "bash",
        "Bash",
        "bash",
        List.of(python().toString(), "-m", "bash_kernel", "-f", "{connection_file}"),
        Map.of(),
        KernelSpec.InterruptMode.SIGNAL,
        Objects.requireNonNull(python().getParent()));
  }

  /** A plan for its kernel in this folder, with a marker of its own. */
  public static KernelPlan plan(Path directory) {
    return new KernelPlan(
        spec(), directory, Map.of(), newMarker(), KernelPlan.DEFAULT_START_TIMEOUT);
  }

  /** A marker that no other test has. */
  public static ProcessMarker newMarker() {
    return ProcessMarker.attempt(UUID.randomUUID().toString());
  }

  /** Ids of the processes that carry the marker in their environment. */
  public static List<Long> processes(ProcessMarker marker) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> environment(pid).contains(marker.entry()))
        .toList();
  }

  /** Waits until no process carries the marker. */
  public static void awaitNone(ProcessMarker marker, Duration limit) {
    await("no process of " + marker + " to be left", limit, () -> processes(marker).isEmpty());
  }

  /** Waits until the condition holds. */
  public static void await(
      String what, Duration limit, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited " + limit + " in vain for " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
    }
  }

  private static String environment(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"),
          java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Path locate() {
    String given = System.getenv("MILLRACE_TEST_PYTHON");
    if (given != null) {
      return Path.of(given);
    }
    Path home = Path.of(System.getProperty("user.home"), ".cache", "millrace-test");
    try {
      Files.createDirectories(home);
      // Several builds may run on one machine.
      try (RandomAccessFile file =
              new RandomAccessFile(home.resolve("python.lock").toFile(), "rw");
          var lock = file.getChannel().lock()) {
        Path python = home.resolve(FOLDER).resolve("bin/python");
        if (!lock.isValid() || !works(python)) {
          run(List.of("python3", "-m", "venv", "--clear", home.resolve(FOLDER).toString()));
          run(pip(python));
        }
        return python;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean works(Path python) throws IOException {
    return Files.isExecutable(python)
        && exitCode(List.of(python.toString(), "-c", "import " + String.join(", ", PACKAGES))) == 0;
  }

  private static List<String> pip(Path python) {
    List<String> command =
        new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "-q"));
    command.addAll(PACKAGES);
    return command;
  }

  private static void run(List<String> command) throws IOException {
    int code = exitCode(command);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  private static int exitCode(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(DISCARD).start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
