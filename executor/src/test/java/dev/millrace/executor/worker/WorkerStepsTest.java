package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.PublishedArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Shell and script steps, from a grant to the stored completion, on real processes. */
@Tag("slow")
class WorkerStepsTest extends StartedWorkerTest {
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

  @Test
  void exitCodesAndSignalsAreDistinguishedAndTheLastWordsAreInTheMessage() throws Exception {
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

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
