package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.PublishedArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Steps of every type, from a grant to the stored completion, on real processes and kernels. */
@Tag("slow")
class WorkerStepsTest {
  @TempDir Path temp;
  private WorkerRig rig;
  private ServerState state;

  @BeforeEach
  void start() throws Exception {
    rig = new WorkerRig(temp.resolve("data"));
    state = rig.state;
    rig.start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aShellLineRunsAtTheRootWithItsParametersAndPublishesValuesAndFiles() throws Exception {
    String snapshot = state.snapshot(Map.of("in.txt", "input"));
    String line =
        """
        cat in.txt; echo "$region/$top/$GIVEN" >&2; cat "$MILLRACE_PARAMETERS"
        echo "$MILLRACE_DATA_INTERVAL_START to $MILLRACE_DATA_INTERVAL_END"
        mkdir out; echo hi > out/a.txt; echo x > other.txt
        echo "count=42" >> "$MILLRACE_OUTPUTS"
        echo "who=\\"$MILLRACE_STEP_ID $MILLRACE_ATTEMPT $MILLRACE_LOGICAL_TIME\\"" >> "$MILLRACE_OUTPUTS"
        """;
    String step =
        "{'shell':" + JsonMapper.shared().writeValueAsString(line) + ",'artifacts':['out/*']}";
    var attempt = state.submit(snapshot, "report", step, "{'top':[1,2]}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(output(completion, "count").asInt()).isEqualTo(42);
    assertThat(output(completion, "who").asString()).isEqualTo("report 1 2026-01-02T03:04:05Z");
    assertThat(completion.artifacts())
        .extracting(PublishedArtifact::path)
        .containsExactly("out/a.txt");
    assertThat(state.text(completion.artifacts().getFirst().digest())).isEqualTo("hi\n");
    assertThat(state.log(attempt))
        .contains("input", "eu/[1,2]/by env", "\"top\":[1,2]")
        .as("a run without an interval, as one that somebody starts, is about one instant")
        .contains("2026-01-02T03:04:05Z to 2026-01-02T03:04:05Z\n");
    assertThat(attempt.events)
        .filteredOn(event -> event.kind().equals("unpublished"))
        .singleElement()
        .extracting(AttemptEvent::data)
        .asString()
        .contains("other.txt");
    assertThat(completion.lastEvent()).isEqualTo(attempt.events.size());
    state.await(
        "its folder is removed",
        () -> !temp.resolve("data/attempts/" + attempt.id()).toFile().exists());
  }

  @Test
  void aStepOfAScheduledRunGetsTheRunsInterval() throws Exception {
    String line = "echo $MILLRACE_DATA_INTERVAL_START to $MILLRACE_DATA_INTERVAL_END";
    var attempt =
        state.submit(
            state.snapshot(Map.of()),
            "a",
            "{'shell':'%s','interval':['2026-01-01T00:00:00Z','2026-01-02T00:00:00Z']}"
                .formatted(line),
            "{}");
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.log(attempt)).isEqualTo("2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z\n");
  }

  @Test
  void aParameterOfAnOldVersionTakesNoVariableThatProgramsDependOn() throws Exception {
    String line =
        """
        echo "path=$path home=$HOME"; env | grep -c EVIL || true; cat "$MILLRACE_PARAMETERS"
        """;
    var attempt =
        state.submit(
            state.snapshot(Map.of()),
            "a",
            "{'shell':" + JsonMapper.shared().writeValueAsString(line) + "}",
            "{'PATH':'EVIL','HOME':'EVIL','LD_PRELOAD':'EVIL','BASH_ENV':'EVIL','PYTHONSTARTUP':'EVIL','millrace_x':'EVIL','path':'fine','ld_score':1}");
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.log(attempt))
        .contains("path=fine home=" + System.getenv("HOME") + "\n0\n", "\"PATH\":\"EVIL\"");
    assertThat(state.warnings(attempt))
        .hasSize(6)
        .allSatisfy(
            warning -> assertThat(warning).startsWith("PARAMETER_RESERVED").contains("rename it"));
  }

  @Test
  void whatAProcessSaysThatCannotBeStoredIsRepairedAndWhatItPublishesIsRefusedByName()
      throws Exception {
    String notebooks =
        state.snapshot(
            Map.of(
                "raise.ipynb",
                WorkerRig.notebook("print('p\\x00q')", "raise ValueError('x\\x00y')"),
                "out.ipynb",
                WorkerRig.notebook("# tag outputs\ncode = ['AB\\x00CD']\nother = 3")));
    String line = "{'shell':'printf bad\\\\\\\\000record >&2; exit 3'}";
    var shell = state.submit(notebooks, "shell", line, "{}");
    var raising = state.submit(notebooks, "raise", "{'notebook':'raise.ipynb'}", "{}");
    var publishing = state.submit(notebooks, "out", "{'notebook':'out.ipynb'}", "{}");

    assertThat(state.awaitCompletion(shell).message()).endsWith("bad\u2400record");
    assertThat(state.log(shell)).isEqualTo("bad\u2400record");
    assertThat(state.awaitCompletion(raising).message()).contains("x\u2400y");
    CompleteRequest refused = state.awaitCompletion(publishing);
    assertThat(refused.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(refused.message()).startsWith("OUTPUT_TYPE: output 'code' at /0 contains");
  }

  @Test
  void anErrorThatACellShowsIsToldWithItsCellAndTheAttemptIsListedUntilItsKernelIsGone()
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
    TestKernels.awaitNone(WorkerRig.marker(attempt), Duration.ofSeconds(60));
    state.await(
        "its folder is removed",
        () -> !temp.resolve("data/attempts/" + attempt.id()).toFile().exists());
    assertThat(state.unlistedTooEarly).isEmpty();
  }

  @Test
  void aSecretReachesAShellLineAndIsSeenInNothingItLeaves() throws Exception {
    String snapshot = state.snapshot(Map.of());
    String line =
        """
        [ ${#API_KEY} = 14 ]
        printf k3y-of; sleep 0.5; echo -the-api
        printf %s "$API_KEY" | base64 >&2
        echo "url=\\"https://host?key=$API_KEY\\"" >> "$MILLRACE_OUTPUTS"
        """;
    var shown =
        state.submit(
            snapshot, "a", "{'shell':" + JsonMapper.shared().writeValueAsString(line) + "}", "{}");
    var failing = state.submit(snapshot, "b", "{'shell':'echo no $API_KEY >&2; exit 3'}", "{}");

    CompleteRequest completion = state.awaitCompletion(shown);
    assertThat(completion.state())
        .as(completion.message())
        .isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(output(completion, "url").asString()).isEqualTo("https://host?key=***");
    assertThat(state.log(shown)).contains("***\n").doesNotContain("-the-", "azN5LW9mLXRoZS1hcGk");
    assertThat(state.awaitCompletion(failing).message()).contains("exited with code 3", "no ***");
    for (var attempt : List.of(shown, failing)) {
      assertThat(attempt.events.toString()).doesNotContain("k3y-of");
    }
  }

  @Test
  void theWorkersFolderIsItsOwnersAloneWhateverItWasBefore() throws Exception {
    assertThat(mode(temp.resolve("data"))).isEqualTo("rwx------");
    rig.close();
    Files.setPosixFilePermissions(
        temp.resolve("data"), PosixFilePermissions.fromString("rwxrwxr-x"));
    rig.start();
    assertThat(mode(temp.resolve("data"))).isEqualTo("rwx------");

    Path foreign = Files.createDirectory(temp.resolve("foreign"));
    Files.writeString(foreign.resolve("letter.txt"), "");
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> Worker.makeFolder(foreign))
        .hasMessageContaining("chmod 700 " + foreign);
    assertThat(mode(foreign)).isEqualTo("rwxr-xr-x");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void exitCodesAndSignalsAreToldApartAndTheLastWordsAreInTheMessage() throws Exception {
    String snapshot = state.snapshot(Map.of());
    var exits = state.submit(snapshot, "a", "{'shell':'echo bad luck >&2; exit 137'}", "{}");
    var killed = state.submit(snapshot, "b", "{'shell':'kill -9 $$'}", "{}");
    var undefined = state.submit(snapshot, "c", "{'shell':'false | true; echo on'}", "{}");
    assertThat(state.awaitCompletion(exits).message()).contains("code 137", "bad luck");
    assertThat(state.awaitCompletion(killed).message()).contains("SIGKILL");
    CompleteRequest completion = state.awaitCompletion(undefined);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
  }

  @Test
  void aValueThatIsNotJsonFailsTheStepAndNamesItsLine() throws Exception {
    var attempt =
        state.submit(
            state.snapshot(Map.of()),
            "a",
            "{'shell':'echo good=1 >> $MILLRACE_OUTPUTS; echo bad=hello >> $MILLRACE_OUTPUTS'}",
            "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.message()).startsWith("OUTPUT_TYPE").contains("line 2", "'bad'");
    assertThat(completion.outputs()).isEmpty();
  }

  @Test
  void aPythonScriptImportsFromRootAndSrc() throws Exception {
    String snapshot =
        state.snapshot(
            Map.of(
                "jobs/go.py",
                """
                import top, deep, os, json
                print(top.x + deep.y, os.getcwd().endswith('project'))
                open(os.environ['MILLRACE_OUTPUTS'],'a').write('sum=%d\\n' % (top.x+deep.y))
                """,
                "top.py",
                "x = 1",
                "src/deep.py",
                "y = 2"));
    var attempt = state.submit(snapshot, "go", "{'script':'jobs/go.py'}", "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(output(completion, "sum").asInt()).isEqualTo(3);
    assertThat(state.log(attempt)).contains("3 True");
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
  void filesGoFromStepToStepAndACollisionNamesBothProducers() throws Exception {
    String snapshot = state.snapshot(Map.of());
    var left =
        state.submit(snapshot, "left", "{'shell':'echo l > x.txt','artifacts':['x.txt']}", "{}");
    var right =
        state.submit(snapshot, "right", "{'shell':'echo r > x.txt','artifacts':['x.txt']}", "{}");
    state.awaitCompletion(left);
    state.awaitCompletion(right);
    var one = state.submit(snapshot, "one", "{'shell':'cat x.txt'}", "{}", left);
    var both = state.submit(snapshot, "both", "{'shell':'cat x.txt'}", "{}", left, right);
    CompleteRequest read = state.awaitCompletion(one);
    assertThat(state.log(one)).isEqualTo("l\n");
    assertThat(read.inputs()).extracting(InputArtifact::producer).containsExactly("left");
    CompleteRequest collided = state.awaitCompletion(both);
    assertThat(collided.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(collided.message()).contains("'left'", "'right'", "x.txt");
  }

  @Test
  void aStepThatMissesAModuleIsToldWhereToDeclareItsPackage() throws Exception {
    String files =
        state.snapshot(
            Map.of(
                "a.ipynb",
                WorkerRig.notebook("import sklearn.nowhere_at_all"),
                "b.py",
                "import nowhere_at_all.deep"));
    var notebook = state.submit(files, "a", "{'notebook':'a.ipynb'}", "{}");
    var script = state.submit(files, "b", "{'script':'b.py','environment':'none'}", "{}");
    assertThat(state.awaitCompletion(notebook).message())
        .contains("ModuleNotFoundError", "'sklearn' comes with the package scikit-learn")
        .contains("requirements.txt beside the notebook");
    assertThat(state.awaitCompletion(script).message())
        .contains("the package nowhere_at_all", "says 'environment: none'");
  }

  @Test
  void aPatternThatNamesNothingIsAWarningWithThePathThatWasWritten() throws Exception {
    String files =
        state.snapshot(
            Map.of(
                "notebooks/a.ipynb",
                WorkerRig.notebook(
                    "import os; os.makedirs('data', exist_ok=True)\n"
                        + "for n in ('x', 'y'): open(f'data/{n}.csv', 'w').write('1')")));
    var attempt =
        state.submit(
            files,
            "a",
            "{'notebook':'notebooks/a.ipynb','artifacts':['data/*.csv','model.bin']}",
            "{}");
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.warnings(attempt)).hasSize(2);
    assertThat(state.warnings(attempt).getFirst())
        .contains("'data/*.csv'", "it wrote notebooks/data/x.csv, notebooks/data/y.csv");
    assertThat(state.warnings(attempt).get(1))
        .endsWith("'model.bin' names no file that this step wrote");
  }

  @Test
  void aRequirementsFileThatNobodyNamedIsNotForKernelsOfOtherLanguages() throws Exception {
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

  @Test
  void aStepThatMissesAFileThatAnUpstreamStepKeptIsToldSo() throws Exception {
    String snapshot =
        state.snapshot(Map.of("n.ipynb", WorkerRig.notebook("open('data/ratings.csv')")));
    var prepare =
        state.submit(
            snapshot, "prepare", "{'shell':'mkdir data; echo 1 > data/ratings.csv'}", "{}");
    state.awaitCompletion(prepare);
    var shell = state.submit(snapshot, "shell", "{'shell':'cat data/ratings.csv'}", "{}", prepare);
    var book = state.submit(snapshot, "book", "{'notebook':'n.ipynb'}", "{}", prepare);
    for (var attempt : List.of(shell, book)) {
      assertThat(state.awaitCompletion(attempt).message())
          .contains("step 'prepare' wrote data/ratings.csv", "artifacts: [data/ratings.csv]");
    }
  }

  @Test
  void aStepThatTakesTooLongIsStoppedAndSaysSo() throws Exception {
    String snapshot =
        state.snapshot(
            Map.of(
                "n.ipynb", WorkerRig.notebook("print('before')", "import time; time.sleep(60)")));
    var shell =
        state.submit(snapshot, "shell", "{'shell':'echo before; sleep 60','timeout':1}", "{}");
    var book = state.submit(snapshot, "book", "{'notebook':'n.ipynb','timeout':2}", "{}");
    CompleteRequest ended = state.awaitCompletion(shell);
    assertThat(ended.state()).isEqualTo(CompleteRequest.State.TIMED_OUT);
    assertThat(ended.cause()).isEqualTo(CompleteRequest.Cause.TIMEOUT);
    assertThat(state.log(shell)).contains("before");
    CompleteRequest endedBook = state.awaitCompletion(book);
    assertThat(endedBook.state()).isEqualTo(CompleteRequest.State.TIMED_OUT);
    assertThat(state.text(notebook(endedBook))).contains("before");
  }

  @Test
  void aStepTypeFromTheFutureIsRefusedByName() throws Exception {
    var attempt = state.submit(state.snapshot(Map.of()), "a", "{'type':'http','http':{}}", "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).contains("'http'");
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
  }

  @Test
  void endlessOutputIsBoundedAndItsCutIsStated() throws Exception {
    var attempt =
        state.submit(
            state.snapshot(Map.of()),
            "loud",
            "{'shell':'head -c 30000000 /dev/zero | tr \\\\0 x | fold -w 100; echo the end'}",
            "{}");
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    String log = state.log(attempt);
    assertThat(log.length()).isLessThan(10 << 20);
    assertThat(log).contains("characters left out").endsWith("the end\n");
  }

  private static JsonNode output(CompleteRequest completion, String name) {
    return requireNonNull(completion.outputs().get(name), name);
  }

  private static String notebook(CompleteRequest completion) {
    return requireNonNull(completion.notebook(), "the output notebook");
  }
}
