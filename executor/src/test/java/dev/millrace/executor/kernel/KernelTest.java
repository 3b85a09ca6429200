package dev.millrace.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KernelTest {
  private static KernelLauncher launcher;
  private final Heard heard = new Heard();
  private KernelPlan plan;
  @TempDir Path folder;

  @BeforeAll
  static void open() {
    launcher = new KernelLauncher(new ProcessGuard());
  }

  @AfterAll
  static void close() {
    launcher.close();
  }

  @BeforeEach
  void makePlan() {
    plan = TestKernels.plan(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(10));
  }

  @Test
  void aKernelAnswersAndAllItsOutputComesBeforeTheResult() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      assertThat(kernel.info().path("language_info").path("name").asString()).isEqualTo("python");
      Kernel.Execution execution = run(kernel, "print('hello'); 6 * 7");
      KernelMessage reply = result(execution);
      assertThat(reply.content().path("status").asString()).isEqualTo("ok");
      assertThat(heard.types(execution.id()))
          .containsExactly("status", "execute_input", "stream", "execute_result", "status");
      assertThat(kernel.shutdown()).isEqualTo(new ProcessEnd.Exited(0));
    }
  }

  @Test
  void theFirstCellsOutputIsNeverMissed() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Kernel kernel = launcher.launch(TestKernels.plan(folder), heard)) {
        Kernel.Execution execution = run(kernel, "print('first')");
        result(execution);
        assertThat(heard.types(execution.id())).contains("stream");
      }
    }
  }

  @Test
  void theConnectionFileIsForTheOwnerOnlyAndTheEnvironmentIsAnAllowList() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      String code =
          """
          import os, sys, ipykernel.connect
          f = ipykernel.connect.get_connection_file()
          print(f, oct(os.stat(f).st_mode & 0o777), sorted(os.environ), os.getcwd(), sep='|')
          """;
      Kernel.Execution execution = run(kernel, code);
      result(execution);
      String[] words = heard.text(execution.id()).strip().split("\\|", -1);
      assertThat(Files.getPosixFilePermissions(Path.of(words[0])))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(words[2]).contains("'PATH'", "MILLRACE_ATTEMPT_ID").doesNotContain("MAVEN");
      assertThat(Path.of(words[3])).isEqualTo(folder.toRealPath());
    }
  }

  @Test
  void aDyingKernelIsSeenWithinASecondAndSaysHow() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      Kernel.Execution execution =
          run(
              kernel,
              """
              import os, time
              print('x', flush=True)
              while not os.path.exists('heard'): time.sleep(0.02)
              os.kill(os.getpid(), 9)
              """);
      TestKernels.await(
          "output", Duration.ofSeconds(60), () -> heard.text(execution.id()).contains("x"));
      long before = System.nanoTime();
      Files.createFile(folder.resolve("heard"));
      assertThatThrownBy(() -> result(execution))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              KernelException.Died.class,
              died -> assertThat(died.end()).isEqualTo(new ProcessEnd.Signalled(9)));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      assertThatThrownBy(() -> result(run(kernel, "1")))
          .hasCauseInstanceOf(KernelException.Died.class);
    }
    plan = TestKernels.plan(folder);
    try (Kernel kernel = launcher.launch(plan, heard)) {
      assertThatThrownBy(() -> result(run(kernel, "import os; os._exit(7)")))
          .hasMessageContaining("exited with code 7");
    }
  }

  @Test
  void anInterruptEndsTheCellAndKeepsTheKernel() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      Kernel.Execution execution =
          run(kernel, "import time\nprint('go', flush=True)\nwhile True: time.sleep(0.1)");
      TestKernels.await(
          "output", Duration.ofSeconds(60), () -> heard.text(execution.id()).contains("go"));
      kernel.interrupt();
      assertThat(result(execution).content().path("ename").asString())
          .isEqualTo("KeyboardInterrupt");
      assertThat(result(run(kernel, "1")).content().path("status").asString()).isEqualTo("ok");
    }
  }

  @Test
  void aKernelThatIgnoresSignalsAndItsDetachedChildrenAreGoneWithinTwelveSeconds()
      throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      Kernel.Execution execution =
          run(
              kernel,
              """
              import os, signal, subprocess
              subprocess.Popen(['setsid', 'sh', '-c', "trap '' INT TERM; setsid sleep 600 & sleep 600"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
              for s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.SIG_IGN)
              print('deaf', flush=True)
              while True: pass
              """);
      TestKernels.await(
          "output", Duration.ofSeconds(60), () -> heard.text(execution.id()).contains("deaf"));
      long before = System.nanoTime();
      assertThat(kernel.shutdown()).isEqualTo(new ProcessEnd.Signalled(9));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(12));
      assertThat(TestKernels.processes(plan.marker())).isEmpty();
    }
  }

  @Test
  void whatTheKernelsProcessPrintsIsHeardAsTheCellsOutputAndNotInherited() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      String write =
          "import os; os.system('true'); open('/proc/self/fd/2', 'w').write('raw words\\n')";
      result(run(kernel, write));
      TestKernels.await("words", Duration.ofSeconds(60), () -> heard.text().contains("raw words"));
    }
  }

  @Test
  void aKernelSaysNothingOfItselfAndKeepsRunningUnderItsGuard() throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      // Longer than the interval in which ipykernel looks after its parent.
      result(run(kernel, "import time; time.sleep(2.5)"));
      result(run(kernel, "open('/proc/self/fd/2', 'w').write('raw words\\n')"));
      TestKernels.await("words", Duration.ofSeconds(60), () -> heard.text().contains("raw words"));
      assertThat(heard.text()).isEqualTo("raw words\n");
      assertThat(heard.printed.of(ProcessOutput.Stream.STDERR)).isEmpty();
      assertThat(heard.printed.of(ProcessOutput.Stream.STDOUT)).isEmpty();
    }
  }

  // On a busy machine the warning comes late enough to be heard; that cannot be brought about here.
  @Test
  void theDebuggerOfAKernelIsLoadedWithoutItsWarningAndTheNotebookSeesNothingOfThat()
      throws Exception {
    try (Kernel kernel = launcher.launch(plan, heard)) {
      Kernel.Execution execution =
          run(
              kernel,
              """
              import os, sys
              constants = sys.modules['_pydevd_bundle.pydevd_constants']
              print(constants.DISABLE_FILE_VALIDATION, 'PYDEVD_DISABLE_FILE_VALIDATION' in os.environ)
              """);
      result(execution);
      assertThat(heard.text(execution.id()).strip()).isEqualTo("True False");
    }
  }

  @Test
  void aKernelThatCannotStartSaysWhy() {
    KernelSpec broken =
        new KernelSpec(
            "broken",
            "Broken",
            "python",
            List.of(TestKernels.python().toString(), "-c", "raise SystemExit('no such module')"),
            Map.of(),
            KernelSpec.InterruptMode.SIGNAL,
            folder);
    KernelPlan bad =
        new KernelPlan(broken, folder, Map.of(), plan.marker(), Duration.ofSeconds(20));
    assertThatThrownBy(() -> launcher.launch(bad, heard))
        .isInstanceOf(KernelException.NotStarted.class)
        .hasMessageContaining("'broken' exited with code 1 before it answered")
        .hasMessageContaining("no such module");
  }

  @Test
  void aKernelThatNeverAnswersIsGivenUp() {
    KernelSpec mute =
        new KernelSpec(
            "mute",
            "Mute",
            "python",
            List.of("sleep", "600"),
            Map.of(),
            KernelSpec.InterruptMode.SIGNAL,
            folder);
    KernelPlan bad = new KernelPlan(mute, folder, Map.of(), plan.marker(), Duration.ofSeconds(1));
    assertThatThrownBy(() -> launcher.launch(bad, heard))
        .isInstanceOf(KernelException.NotStarted.class)
        .hasMessageContaining("did not answer within 1 s");
  }

  @Test
  @Tag("slow")
  void sixtyFourKernelsStartAtOnce() throws Exception {
    List<Callable<Kernel>> starts = new ArrayList<>();
    List<KernelPlan> plans = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      KernelPlan each =
          new KernelPlan(
              TestKernels.spec(), folder, Map.of(), TestKernels.newMarker(), Duration.ofMinutes(5));
      plans.add(each);
      starts.add(() -> launcher.launch(each, new Heard()));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Kernel>> kernels = threads.invokeAll(starts);
      for (Future<Kernel> kernel : kernels) {
        assertThat(result(run(kernel.get(), "1 + 1")).content().path("status").asString())
            .isEqualTo("ok");
      }
      for (Future<Kernel> kernel : kernels) {
        kernel.get().close();
      }
    }
    plans.forEach(each -> TestKernels.awaitNone(each.marker(), Duration.ofSeconds(30)));
  }

  private static Kernel.Execution run(Kernel kernel, String code) {
    return kernel.execute(new Kernel.ExecuteRequest(code, false, true));
  }

  private static KernelMessage result(Kernel.Execution execution) throws Exception {
    return execution.result().get(60, TimeUnit.SECONDS);
  }
}
