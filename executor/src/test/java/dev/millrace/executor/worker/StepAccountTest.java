package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.protocol.CompleteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What hostile code can reach under an account of its own. Where the tests run without the right to
 * change accounts, the worker must refuse to start, and the tests hold it to that.
 */
@Tag("slow")
class StepAccountTest {
  /** Nobody's: no entry in the list of users is needed. */
  private static final String ACCOUNT = "64123:64124";

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir Path temp;
  private WorkerRig rig;
  private ServerState state;
  private Path token;

  @BeforeEach
  void open() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    rig = new WorkerRig(temp.resolve("data"));
    state = rig.state;
    token = Files.writeString(temp.resolve("pool.token"), "a-token-of-the-pool");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void anAccountThatIsNotThereOrMayNotBeUsedIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> StepAccount.other("nobody-of-that-name", "setpriv"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("useradd");
    assertThatThrownBy(() -> StepAccount.other(ACCOUNT, "/bin/false"))
        .hasMessageContaining("CAP_SETUID")
        .hasMessageContaining("MILLRACE_SETPRIV");
    assertThatThrownBy(() -> StepAccount.other("0:0", "setpriv")).hasMessageContaining("root");
  }

  @Test
  void aHostileStepReachesNothingOfTheWorkersAndItsStraysAreGoneBeforeTheNext() throws Exception {
    if (!started()) {
      return;
    }
    String hostile =
        """
        import os, subprocess, sys
        def attempt(name, what):
            try:
                print(name, "REACHED", what())
            except Exception as e:
                print(name, "refused", type(e).__name__)
        worker = "%d"
        data = os.path.abspath("../../..")
        attempt("token", lambda: open("%s").read())
        attempt("environment", lambda: open(f"/proc/{worker}/environ").read())
        attempt("memory", lambda: open(f"/proc/{worker}/mem", "rb").read(1))
        attempt("files", lambda: os.listdir(f"/proc/{worker}/fd"))
        attempt("cache", lambda: os.listdir(data + "/blobs"))
        attempt("attempts", lambda: os.listdir(data + "/attempts"))
        attempt("signal", lambda: os.kill(int(worker), 0))
        attempt("root", lambda: os.setuid(0))
        stray = subprocess.Popen(["/bin/sleep", "1000"], env={}, start_new_session=True)
        open("private.txt", "w").write("only the account may read this")
        os.chmod("private.txt", 0o600)
        os.makedirs("locked/away")
        os.chmod("locked", 0)
        open("data.csv", "a").write("appended\\n")
        with open(os.environ["MILLRACE_OUTPUTS"], "a") as out:
            print(f"stray={stray.pid}", file=out)
            print(f"uid={os.getuid()}", file=out)
        """
            .formatted(ProcessHandle.current().pid(), token);
    String snapshot =
        state.snapshot(Map.of("hostile.py", hostile, "data.csv", "given\n", "ok.py", "pass"));
    var attempt =
        state.submit(snapshot, "go", "{'script':'hostile.py','artifacts':'changed'}", "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.outputs().get("uid")).hasToString("64123");
    assertThat(state.log(attempt).lines().filter(l -> l.contains("refused"))).hasSize(8);
    assertThat(state.log(attempt)).doesNotContain("REACHED", "a-token-of-the-pool");
    assertThat(completion.artifacts())
        .extracting(artifact -> state.text(artifact.digest()))
        .containsExactlyInAnyOrder("given\nappended\n", "only the account may read this");
    long stray = requireNonNull(completion.outputs().get("stray")).asLong();
    assertThat(isRunning(stray)).isTrue();

    state.awaitCompletion(state.submit(snapshot, "next", "{'script':'ok.py'}", "{}"));
    assertThat(isRunning(stray)).isFalse();
    state.await(
        "the files of both attempts are removed",
        () -> isEmpty(temp.resolve("data").resolve("attempts")));
  }

  @Test
  void aNotebookRunsInAKernelOfTheAccountInAnEnvironmentThatItMade() throws Exception {
    if (!started()) {
      return;
    }
    String notebook =
        WorkerRig.notebook("import os\nprint('as', os.getuid())\nopen('made.txt', 'w').write('x')");
    var attempt =
        state.submit(
            state.snapshot(Map.of("a.ipynb", notebook, "requirements.txt", "")),
            "a",
            "{'notebook':'a.ipynb','requirements':'requirements.txt','artifacts':'changed'}",
            "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(state.text(requireNonNull(completion.notebook()))).contains("as 64123");
    assertThat(completion.artifacts()).hasSize(1);
  }

  /** Starts the worker under the account, or sees it refuse where the tests lack the right. */
  private boolean started() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      assertThatThrownBy(() -> StepAccount.other(ACCOUNT, "setpriv"))
          .hasMessageContaining("CAP_SETUID");
      return false;
    }
    WorkerSettings usual = rig.settings();
    rig.start(
        new WorkerSettings(
            usual.server(),
            usual.token(),
            usual.pool(),
            1,
            usual.name(),
            usual.mounts(),
            usual.data(),
            PYTHON,
            StepAccount.other(ACCOUNT, "setpriv"),
            usual.version()));
    return true;
  }

  /** A killed process that nobody has collected yet has no command line any more. */
  private static boolean isRunning(long pid) throws IOException {
    Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      return !Files.readString(commandLine).isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
