package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.PublishedArtifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Notebook steps, from a grant to the stored completion, on real kernels. */
@Tag("slow")
class NotebookStepsTest extends StartedWorkerTest {
  @Test
  void anErrorThatACellShowsIsReportedWithItsCellAndTheAttemptIsListedUntilItsKernelIsGone()
      throws Exception {
    String slowExit =
        """
        import asyncio
        async def slow(restart):
            await asyncio.sleep(2)
            return {'status': 'ok', 'restart': restart}
        get_ipython().kernel.do_shutdown = slow""";
    String notebook =
        state.snapshot(
            Map.of("shown.ipynb", WorkerRig.notebook(slowExit, "get_ipython().run_cell('1/0')")));
    var attempt = state.submit(notebook, "a", "{'notebook':'shown.ipynb'}", "{}");

    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(completion.failedCell()).isEqualTo(2);
    assertThat(completion.message())
        .startsWith(
            "CELL_ERROR_OUTPUT: cell 2 shows the error ZeroDivisionError: division by zero");
    TestKernels.awaitNone(WorkerRig.marker(attempt), Duration.ofSeconds(5));
    state.await(
        "its folder is removed",
        () -> !temp.resolve("data/attempts/" + attempt.id()).toFile().exists());
    assertThat(state.unlistedTooEarly).isEmpty();
  }

  @Test
  void noFileOfTheProjectTakesThePlaceOfAModuleThatTheKernelNeeds() throws Exception {
    String mine = "raise ImportError('the project was asked for ' + __name__)";
    String source =
        """
        import os, sys, random, types, multiprocessing.process, subprocess
        import top, deep, beside
        random.random(), types.SimpleNamespace()
        child = subprocess.run([sys.executable, '-c', 'import deep; print(deep.y)'], capture_output=True, text=True)
        print(top.x, deep.y, beside.z, child.stdout.strip(), os.path.basename(os.getcwd()))
        print([p for p in sys.path if 'millrace-kernel' in p], multiprocessing.process.ORIGINAL_DIR == os.getcwd())
        print(sorted(n for n in globals() if 'plan' in n or 'text' in n))
        """;
    String snapshot =
        state.snapshot(
            Map.ofEntries(
                Map.entry("é 😀/a.ipynb", WorkerRig.notebook(source)),
                Map.entry("root.ipynb", WorkerRig.notebook(source)),
                Map.entry("é 😀/beside.py", "z = 3"),
                Map.entry("beside.py", "z = 4"),
                Map.entry("top.py", "x = 1"),
                Map.entry("src/deep.py", "y = 2"),
                Map.entry("random.py", mine),
                Map.entry("tornado.py", mine),
                Map.entry("runpy.py", mine),
                // what the launcher imports before it takes its folder off the path
                Map.entry("ipykernel_launcher.py", mine),
                Map.entry("pathlib.py", mine),
                Map.entry("é 😀/fnmatch.py", mine),
                Map.entry("email/__init__.py", mine),
                Map.entry("src/types.py", mine),
                Map.entry("src/zmq/__init__.py", mine),
                Map.entry("é 😀/traitlets.py", mine),
                Map.entry("é 😀/logging.py", mine)));
    var inFolder = state.submit(snapshot, "a", "{'notebook':'é 😀/a.ipynb'}", "{}");
    // Some kernels have imported multiprocessing before they enter the notebook's folder.
    Path early = temp.resolve("ipython/profile_default/startup/early.py");
    Files.createDirectories(early.getParent());
    Files.writeString(early, "import multiprocessing.process");
    String atStart = ",'env':{'IPYTHONDIR':'" + temp.resolve("ipython") + "'}}";
    var atRoot = state.submit(snapshot, "root", "{'notebook':'root.ipynb'" + atStart, "{}");
    CompleteRequest first = state.awaitCompletion(inFolder);
    assertThat(first.message()).isNull();
    assertThat(state.text(notebook(first))).contains("1 2 3 2 é 😀\\n", "[] True\\n", "\"[]\\n\"");
    CompleteRequest second = state.awaitCompletion(atRoot);
    assertThat(second.message()).isNull();
    assertThat(state.text(notebook(second))).contains("1 2 4 2 project\\n", "[] True\\n");
  }

  @Test
  void aNotebookRunsInItsFolderGetsItsParametersAndPublishesItsOutputs() throws Exception {
    String snapshot =
        state.snapshot(
            Map.of(
                "notebooks/train.ipynb",
                WorkerRig.notebook(
                    "# tag parameters\nregion = 'none'\nfactors = 1",
                    "import os\nprint(region, factors, os.getcwd().endswith('notebooks'))\n"
                        + "open('../model.bin','w').write('m')",
                    "# tag outputs\nrmse = 0.5")));
    var attempt =
        state.submit(
            snapshot,
            "train",
            "{'notebook':'notebooks/train.ipynb','artifacts':'changed'}",
            "{'factors':8}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(output(completion, "rmse").asDouble()).isEqualTo(0.5);
    assertThat(completion.artifacts())
        .extracting(PublishedArtifact::path)
        .containsExactly("model.bin");
    assertThat(completion.kernel()).isEqualTo("python3");
    assertThat(completion.notebookDigest()).isNotNull();
    String document = state.text(notebook(completion));
    assertThat(document).contains("eu 8 True");
    assertThat(JsonMapper.shared().readTree(document).path("nbformat_minor").asInt()).isEqualTo(5);
    assertThat(state.kinds(attempt)).contains("phase", "cell_started", "cell_finished");
  }

  @Test
  void aNotebooksErrorIsTheAttemptsMessageAndItsDocumentIsKept() throws Exception {
    String snapshot =
        state.snapshot(
            Map.of("a.ipynb", WorkerRig.notebook("1", "raise ValueError('no luck')", "3")));
    var attempt = state.submit(snapshot, "a", "{'notebook':'a.ipynb'}", "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(completion.message()).contains("ValueError", "no luck");
    assertThat(completion.failedCell()).isEqualTo(2);
    assertThat(state.text(notebook(completion))).contains("no luck");
  }

  @Test
  void aBranchNotebookChoosesByItsOutputNext() throws Exception {
    String snapshot =
        state.snapshot(
            Map.of(
                "choose.ipynb", WorkerRig.notebook("# tag outputs\nnext = ['tune']"),
                "silent.ipynb", WorkerRig.notebook("1")));
    var chooses =
        state.submit(
            snapshot, "choose", "{'type':'branch','branch':{'notebook':'choose.ipynb'}}", "{}");
    var silent =
        state.submit(
            snapshot, "silent", "{'type':'branch','branch':{'notebook':'silent.ipynb'}}", "{}");
    assertThat(state.awaitCompletion(chooses).next()).containsExactly("tune");
    assertThat(state.awaitCompletion(silent).message()).startsWith("BRANCH_NEXT");
  }

  @Test
  void anImpliedRequirementsFileIsNotForKernelsOfOtherLanguages() throws Exception {
    String environment = ",'environment':{'requirements':'requirements.txt','implied':true}}";
    String files =
        state.snapshot(
            Map.of(
                "a.ipynb",
                WorkerRig.notebook("1")
                    .replace("\"python\"", "\"cobol\"")
                    .replace("python3", "cobol"),
                "b.ipynb",
                WorkerRig.notebook("1"),
                "requirements.txt",
                "-e ."));
    var other = state.submit(files, "a", "{'notebook':'a.ipynb'" + environment, "{}");
    var python = state.submit(files, "b", "{'notebook':'b.ipynb'" + environment, "{}");
    assertThat(state.awaitCompletion(other).message()).startsWith("KERNEL_UNKNOWN");
    assertThat(state.awaitCompletion(python).message())
        .startsWith("ENV_OPTION")
        .contains("names no environment", "'environment: none'");
  }
}
