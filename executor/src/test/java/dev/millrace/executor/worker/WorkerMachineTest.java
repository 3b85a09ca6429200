package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.CompleteRequest;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of steps on machines that have more or less than they ask for. */
@Tag("slow")
class WorkerMachineTest {
  @TempDir Path temp;
  private WorkerRig rig;
  private ServerState state;

  @BeforeEach
  void open() throws Exception {
    rig = new WorkerRig(temp.resolve("data"));
    state = rig.state;
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void anUnknownPythonKernelspecFallsBackWithAWarningInTheAttempt() throws Exception {
    rig.start();
    var attempt = notebookFor("python", "of-somebodys-laptop");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(completion.kernel()).isEqualTo("python3");
    assertThat(state.text(requireNonNull(completion.notebook()))).contains("it runs");
    assertThat(state.warnings(attempt))
        .singleElement()
        .asString()
        .startsWith("KERNEL_FALLBACK")
        .contains("'of-somebodys-laptop'");
  }

  @Test
  void anUnknownKernelspecOfAnotherLanguageIsRefusedAndNamesWhatThereIs() throws Exception {
    rig.start();
    CompleteRequest completion = state.awaitCompletion(notebookFor("cobol", "gnucobol"));
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(completion.message())
        .startsWith("KERNEL_UNKNOWN")
        .contains("'gnucobol'", "it has: python3");
  }

  @Test
  @Tag("slow")
  void whereThereIsNoKernelAnEnvironmentWithOneIsMadeAndStaysAsItWasMade() throws Exception {
    rig.startApart(machineWithoutKernels());
    String notebook =
        WorkerRig.notebook(
            "print('it runs')\n%run helper.ipynb\nprint(helped + 1)",
            "%pip install -q six\nimport six; print('layer', '/scratch/packages/' in six.__file__)",
            """
            import pathlib, sysconfig
            purelib = pathlib.Path(sysconfig.get_paths()['purelib'])
            print('shared', list(purelib.glob('six*')))
            (purelib / 'left_behind.py').write_text('v = 1')
            """);
    var attempt =
        state.submit(
            state.snapshot(
                Map.of("a.ipynb", notebook, "helper.ipynb", WorkerRig.notebook("helped = 41"))),
            "a",
            "{'notebook':'a.ipynb'}",
            "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(completion.kernel()).isEqualTo("python3");
    assertThat(completion.environmentDigest()).isNotNull();
    assertThat(state.text(requireNonNull(completion.notebook())))
        .contains("it runs", "42", "layer True", "shared []");
    assertThat(state.log(attempt)).contains("making an environment", "ipykernel");
    assertThat(state.warnings(attempt))
        .singleElement()
        .asString()
        .startsWith("ENV_CHANGED")
        .contains("site-packages/left_behind.py added");
  }

  @Test
  @Tag("slow")
  void whereThereIsNoKernelAndNoIndexTheErrorNamesBothRemedies() throws Exception {
    Map<String, String> offline = machineWithoutKernels();
    offline.put("PIP_CONFIG_FILE", "/dev/null");
    offline.put("PIP_FIND_LINKS", "");
    offline.put("PIP_EXTRA_INDEX_URL", "");
    // Nothing listens on the discard port of this machine.
    offline.put("PIP_INDEX_URL", "https://127.0.0.1:9/simple");
    offline.put("UV_INDEX_URL", "https://127.0.0.1:9/simple");
    rig.startApart(offline);
    CompleteRequest completion = state.awaitCompletion(notebookFor("python", "python3"));
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message())
        .startsWith("ENV_BUILD")
        .contains("connect this machine")
        .contains("--python");
  }

  @Test
  @Tag("slow")
  void aCancelEndsTheMakingOfAnEnvironmentAtOnce() throws Exception {
    // It takes connections and never answers.
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String index = "http://127.0.0.1:%d/simple".formatted(silent.getLocalPort());
      Map<String, String> machine = machineWithoutKernels();
      machine.put("PIP_CONFIG_FILE", "/dev/null");
      machine.put("PIP_INDEX_URL", index);
      machine.put("UV_INDEX_URL", index);
      rig.startApart(machine);
      var attempt = notebookFor("python", "python3");
      silent.accept().close(); // it installs by now
      silent.accept();
      state.cancel(attempt);
      CompleteRequest completion = state.awaitCompletion(attempt);
      assertThat(completion.state()).isEqualTo(CompleteRequest.State.CANCELLED);
      assertThat(TestKernels.processes(WorkerRig.marker(attempt))).isEmpty();
    }
  }

  @Test
  void anRScriptGetsItsParametersAndGivesItsValues() throws Exception {
    rig.startApart(machineWithR(), TestKernels.python().toString());
    String script =
        """
        given <- readLines(Sys.getenv("MILLRACE_PARAMETERS"), warn = FALSE)
        cat("top is", Sys.getenv("top"), "of", given, "in", basename(getwd()), "\\n")
        cat("doubled=", 2 * as.integer(Sys.getenv("top")), "\\n", sep = "",
            file = Sys.getenv("MILLRACE_OUTPUTS"), append = TRUE)
        """;
    var attempt = script("jobs/go.R", script, "{'top':21}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.outputs().get("doubled")).hasToString("42");
    assertThat(state.log(attempt))
        .contains("top is 21 of {\"region\":\"eu\",\"top\":21} in project");
  }

  @Test
  void anRScriptsExitCodeAndSignalAreToldApart() throws Exception {
    rig.startApart(machineWithR(), TestKernels.python().toString());
    var exits = script("exit.R", "quit(status = 9)", "{}");
    var killed = script("kill.R", "tools::pskill(Sys.getpid(), 9)", "{}");
    assertThat(state.awaitCompletion(exits).message()).contains("exited with code 9");
    assertThat(state.awaitCompletion(killed).message()).contains("SIGKILL");
  }

  private ServerState.Attempt notebookFor(String language, String kernelspec) {
    String notebook =
        WorkerRig.notebook("print('it runs')")
            .replace("\"name\":\"python3\"", "\"name\":\"" + kernelspec + "\"")
            .replace("\"python\"", "\"" + language + "\"");
    return state.submit(
        state.snapshot(Map.of("a.ipynb", notebook)), "a", "{'notebook':'a.ipynb'}", "{}");
  }

  private ServerState.Attempt script(String path, String source, String parameters) {
    return state.submit(
        state.snapshot(Map.of(path, source)), "go", "{'script':'" + path + "'}", parameters);
  }

  /** {@code python3} is on its PATH and has nothing but pip; Jupyter was never there. */
  private Map<String, String> machineWithoutKernels() throws Exception {
    Path bare = temp.resolve("bare");
    Process venv =
        new ProcessBuilder(TestKernels.python().toString(), "-m", "venv", bare.toString())
            .inheritIO()
            .start();
    assertThat(venv.waitFor()).isZero();
    Map<String, String> machine = new HashMap<>();
    machine.put("PATH", bare.resolve("bin") + File.pathSeparator + "/usr/bin:/bin");
    machine.put("HOME", temp.resolve("home").toString());
    machine.put("JUPYTER_PATH", temp.resolve("nowhere").toString());
    machine.put("JUPYTER_DATA_DIR", "");
    machine.put("XDG_DATA_HOME", "");
    return machine;
  }

  /** This one where it has R; else one whose Rscript is a stand-in that knows these scripts. */
  private Map<String, String> machineWithR() throws IOException {
    String path = System.getenv("PATH");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "Rscript"))) {
        return Map.of();
      }
    }
    Path stand = Files.createDirectories(temp.resolve("stand-in"));
    Path program =
        Files.writeString(
            stand.resolve("Rscript"),
            """
            #!/bin/sh
            case "$1" in
              */go.R) echo "top is $top of $(cat "$MILLRACE_PARAMETERS") in $(basename "$PWD")"
                      echo "doubled=$((2 * top))" >> "$MILLRACE_OUTPUTS" ;;
              */exit.R) exit 9 ;;
              */kill.R) kill -9 $$ ;;
              *) exit 1 ;;
            esac
            """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return Map.of("PATH", stand + File.pathSeparator + path);
  }
}
