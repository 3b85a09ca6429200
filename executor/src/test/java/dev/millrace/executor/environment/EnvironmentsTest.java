package dev.millrace.executor.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.StepFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real environments from a real package index; the closed port stands for a network that is away.
 */
@Tag("slow")
class EnvironmentsTest {
  private static final String NO_INDEX = "--index-url https://127.0.0.1:9/simple\n";

  @TempDir Path temp;
  private final ProcessGuard guard = new ProcessGuard();
  private final Locks locks = new Locks();
  private Interpreter base;

  @BeforeEach
  void probe() throws Exception {
    base = new InterpreterProbe(guard).base(TestKernels.python());
  }

  @Test
  void anInterpreterSaysWhatItIs() {
    assertThat(base.hasIpykernel()).isTrue();
    assertThat(base.kind()).matches("cpython-3\\.\\d+");
    assertThat(base.platform()).contains("-");
  }

  @Test
  void anInterpreterThatIsNotThereNamesTheFlag() {
    assertThatThrownBy(() -> new InterpreterProbe(guard).base(Path.of("/no/python")))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("/no/python")
        .hasMessageContaining("--python");
  }

  @Test
  void twoAttemptsBuildAnEnvironmentOnceAndTheNextWorkerInstallsTheLock() throws Exception {
    Environments environments = environments("first");
    Requirements requirements = requirements("six>=1.15\n");
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Callable<PythonEnvironment> build = () -> environments.from(requirements, build(log));
    PythonEnvironment built;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PythonEnvironment>> both = threads.invokeAll(List.of(build, build));
      built = both.getFirst().get();
      assertThat(both.getLast().get()).isEqualTo(built);
    }
    assertThat(locks.offers).isEqualTo(1);
    assertThat(String.join("", log)).containsOnlyOnce("making an environment");
    assertThat(String.join("", log)).contains("waiting for another attempt");
    assertThat(built.hasIpykernel()).isTrue();
    assertThat(built.python()).isExecutable();

    locks.replaceAll("six==[0-9.]+", "six==1.16.0");
    locks.replaceAll("(?m)^nbformat==.*\\R", ""); // as a lock of an earlier release
    PythonEnvironment locked = environments("second").from(requirements, build(log));
    try (var files = Files.walk(locked.folder())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .contains("six-1.16.0.dist-info", "nbformat");
    }
    assertThat(locks.offers).isEqualTo(1);
  }

  @Test
  void requirementsThatCannotBeMetAreTheUsersFault() {
    assertThatThrownBy(
            () ->
                environments("e")
                    .from(requirements("six==0.0.0.0.1\n"), build(new ConcurrentLinkedQueue<>())))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.blame()).isEqualTo(CompleteRequest.Cause.USER);
              assertThat(e.code()).isEqualTo("ENV_BUILD");
              assertThat(e).hasMessageContaining("six==0.0.0.0.1");
            });
  }

  @Test
  void withoutAnIndexTheErrorNamesBothRemediesAndBlamesThePlatform() {
    assertThatThrownBy(
            () ->
                environments("e")
                    .from(
                        requirements(NO_INDEX + "a-package-that-nobody-has\n"),
                        build(new ConcurrentLinkedQueue<>())))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.blame()).isEqualTo(CompleteRequest.Cause.PLATFORM);
              assertThat(e).hasMessageContaining("connect this machine");
              assertThat(e).hasMessageContaining("--python");
            });
  }

  @Test
  void withoutAnIndexAnInterpreterThatHasEverythingIsUsedWithAWarning() throws Exception {
    PythonEnvironment environment =
        environments("e")
            .from(requirements(NO_INDEX + "nbformat>=5\n"), build(new ConcurrentLinkedQueue<>()));
    assertThat(environment.python()).isEqualTo(base.executable());
    assertThat(environment.warning()).contains("no package index", "requirements.txt");
    assertThat(locks.offers).isZero();
  }

  @Test
  void whatACrashLeftOfABuildIsBuiltAnew() throws Exception {
    EnvironmentFolder folder = new EnvironmentFolder(temp.resolve("f"));
    Path place = folder.fresh("key", used -> false);
    Files.createDirectories(place.resolve("bin"));
    assertThat(folder.find("key", null)).isEmpty();
    assertThat(folder.fresh("key", used -> false)).isEqualTo(place).doesNotExist();
    Files.createDirectories(place);
    folder.finish(place, "lock");
    assertThat(folder.find("key", "lock")).isPresent();
    assertThat(folder.find("key", "another")).isEmpty();
    assertThat(folder.fresh("key", used -> false)).isNotEqualTo(place);
  }

  @Test
  void anEnvironmentThatAStepChangedIsGivenToNoOtherAndKeptForThoseThatUseIt() throws Exception {
    EnvironmentFolder folder = new EnvironmentFolder(temp.resolve("f"));
    Path packages = Files.createDirectories(temp.resolve("f/key-1/lib/site-packages"));
    Files.createDirectories(packages.resolve("six-1.16.0.dist-info"));
    Files.writeString(packages.resolve("six-1.16.0.dist-info/METADATA"), "six");
    Files.writeString(packages.resolve("six.py"), "a = 1");
    Path place = folder.finish(temp.resolve("f/key-1"), "lock").folder();
    EnvironmentUses uses = new EnvironmentUses(folder);
    ProcessMarker changes = TestKernels.newMarker();
    ProcessMarker beside = TestKernels.newMarker();
    assertThat(uses.take("key", "lock", changes)).isPresent();
    assertThat(uses.take("key", "lock", beside)).isPresent();

    // Compiled files and caches are no change.
    Files.createDirectories(packages.resolve("__pycache__"));
    Files.writeString(packages.resolve("__pycache__/six.cpython-311.pyc"), "");
    Files.writeString(packages.resolve("fonts.json"), "{}");
    assertThat(EnvironmentContent.differences(place)).isEmpty();

    Files.writeString(packages.resolve("six.py"), "a = 12");
    Files.delete(packages.resolve("six-1.16.0.dist-info/METADATA"));
    Files.createDirectories(packages.resolve("six-1.17.0.dist-info"));
    Files.writeString(packages.resolve("six-1.17.0.dist-info/METADATA"), "six");
    assertThat(uses.release(changes))
        .containsExactly(
            "six 1.16.0 removed", "six 1.17.0 added", "lib/site-packages/six.py changed");
    assertThat(uses.take("key", "lock", TestKernels.newMarker())).isEmpty();
    assertThat(uses.fresh("key")).isEqualTo(temp.resolve("f/key-2"));
    assertThat(place).isNotEmptyDirectory();
    assertThat(uses.release(beside)).isNotEmpty();
    assertThat(uses.fresh("key")).isEqualTo(place).doesNotExist();
  }

  @Test
  void whatAnEarlierStartLeftChangedIsNotTaken() throws Exception {
    EnvironmentFolder folder = new EnvironmentFolder(temp.resolve("f"));
    Path bin = Files.createDirectories(temp.resolve("f/key-1/bin"));
    folder.finish(temp.resolve("f/key-1"), "lock");
    Files.writeString(bin.resolve("tool"), "#!/bin/sh");
    EnvironmentUses uses = new EnvironmentUses(folder);
    assertThat(uses.take("key", "lock", TestKernels.newMarker())).isEmpty();
  }

  private Environments environments(String name) throws Exception {
    return new Environments(temp.resolve(name), base, guard);
  }

  private Requirements requirements(String text) throws Exception {
    Path project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("requirements.txt"), text);
    return Requirements.read(project, "requirements.txt");
  }

  private EnvironmentBuild build(Queue<String> log) {
    return new EnvironmentBuild(TestKernels.newMarker(), log::add, locks, Duration.ofMinutes(5));
  }

  /** The server's side, in memory. */
  private static final class Locks implements EnvironmentLocks {
    private final Map<String, String> freezes = new HashMap<>();
    private int offers;

    @Override
    public synchronized Optional<String> find(Interpreter interpreter, String digest) {
      return Optional.ofNullable(freezes.get(digest));
    }

    @Override
    public synchronized String offer(Interpreter interpreter, String digest, String freeze) {
      offers++;
      return freezes.computeIfAbsent(digest, d -> freeze);
    }

    synchronized void replaceAll(String pattern, String replacement) {
      freezes.replaceAll((digest, freeze) -> freeze.replaceAll(pattern, replacement));
    }
  }
}
