package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.InputArtifact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What files and secrets a step sees, publishes and leaves. */
@Tag("slow")
class StepFilesTest extends StartedWorkerTest {
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
  void aStepThatMissesAModuleSaysWhereToDeclareItsPackage() throws Exception {
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
  void aStepThatMissesAFileThatAnUpstreamStepKeptSaysSo() throws Exception {
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
}
