package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.protocol.CompleteRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What of a run's and a step's parameters a real kernel gets to see. */
@Tag("slow")
class WorkerParametersTest {
  private static final String PATH = "notebooks/train.ipynb";

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
  void withoutAParametersCellTheStepsOwnAreAssignedAtTheTopWithAWarning() throws Exception {
    var attempt = step("{'factors':8}", "print(factors, 'region' in globals())");
    JsonNode document = succeeded(attempt);
    assertThat(source(document, 0)).isEqualTo("# Parameters\nfactors = 8\n");
    assertThat(document.at("/cells/0/metadata/tags/0").asString()).isEqualTo("injected-parameters");
    assertThat(document.at("/cells/1/outputs/0/text/0").asString()).isEqualTo("8 False\n");
    assertThat(state.warnings(attempt))
        .containsExactly(
            "PARAMETER_UNKNOWN notebooks/train.ipynb: no cell is tagged 'parameters': factors is assigned at the top");
  }

  @Test
  void aStepsParameterThatTheParametersCellDoesNotDeclareIsRefused() throws Exception {
    var attempt = step("{'alhpa':2}", "# tag parameters\nalpha = 1", "2");
    assertThat(state.awaitCompletion(attempt).message())
        .startsWith("PARAMETER_UNKNOWN")
        .contains("does not declare alhpa (it declares alpha)");
  }

  @Test
  void aNotebookThatRunsAsItIsGetsAllItIsGivenAndAWarningForEachUndeclaredOne() throws Exception {
    var attempt =
        asItIs("{'alpha':2,'beta':'b'}", "# tag parameters\nalpha = 1", "print(alpha, beta)");
    JsonNode document = succeeded(attempt);
    assertThat(source(document, 1)).isEqualTo("# Parameters\nalpha = 2\nbeta = \"b\"\n");
    assertThat(document.at("/cells/2/outputs/0/text/0").asString()).isEqualTo("2 b\n");
    assertThat(state.warnings(attempt))
        .singleElement()
        .asString()
        .startsWith("PARAMETER_UNKNOWN notebooks/train.ipynb: passed unknown parameter")
        .contains("'beta'");
  }

  @Test
  void aNotebookThatRunsAsItIsNeedsNoParametersCell() throws Exception {
    var attempt = asItIs("{'alpha':2}", "print(alpha)");
    JsonNode document = succeeded(attempt);
    assertThat(source(document, 0)).isEqualTo("# Parameters\nalpha = 2\n");
    assertThat(document.at("/cells/1/outputs/0/text/0").asString()).isEqualTo("2\n");
    assertThat(state.warnings(attempt)).singleElement().asString().contains("at the top");
  }

  @Test
  void numbersReachANotebookAsTheyAre() throws Exception {
    var attempt =
        step(
            "{'n':{'$number':'NaN'},'deep':[{'i':{'$number':'-Infinity'}},-0.0],"
                + "'big':123456789012345678901234567890}",
            "# tag parameters\nn = deep = big = None",
            "import math\nprint(math.isnan(n), deep, type(n).__name__, big + 1)");
    JsonNode document = succeeded(attempt);
    assertThat(document.at("/cells/2/outputs/0/text/0").asString())
        .isEqualTo("True [{'i': -inf}, -0.0] float 123456789012345678901234567891\n");
  }

  @Test
  void numbersComeOutOfANotebookAsTheyAre() throws Exception {
    var attempt =
        step("{}", "# tag outputs\nx = [float('nan'), {'i': float('-inf')}, -0.0, 2**70]");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.outputs().get("x"))
        .hasToString(
            "[{\"$number\":\"NaN\"},{\"i\":{\"$number\":\"-Infinity\"}},-0.0,1180591620717411303424]");
  }

  @Test
  void aValueThatNoEnvironmentHoldsIsInTheFileAndTheLogSaysSo() throws Exception {
    String line =
        "echo \"[${big-unset}] [${small}] [$n]\"; wc -c < $MILLRACE_PARAMETERS;"
            + " echo x=[NaN, -0.0] >> $MILLRACE_OUTPUTS";
    var attempt =
        state.submit(
            snapshot("1"),
            "large",
            "{'shell':" + JsonMapper.shared().writeValueAsString(line) + "}",
            "{'big':'%s','small':'%s','n':{'$number':'Infinity'}}"
                .formatted("b".repeat(128 * 1024), "s".repeat(100 * 1024)));
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(state.log(attempt)).contains("[unset] [sss", "] [Infinity]", "2335");
    assertThat(state.warnings(attempt))
        .singleElement()
        .asString()
        .startsWith("PARAMETER_LARGE parameter 'big'")
        .contains("MILLRACE_PARAMETERS");
    assertThat(completion.outputs().get("x")).hasToString("[{\"$number\":\"NaN\"},-0.0]");
  }

  @Test
  void aVariableOfTheStepThatNoEnvironmentHoldsFailsItWithTheRemedy() throws Exception {
    var attempt =
        state.submit(
            snapshot("1"),
            "large",
            "{'shell':'true','env':{'FITS':'%s','BIG':'%s'}}"
                .formatted("f".repeat(100 * 1024), "b".repeat(128 * 1024)),
            "{}");
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.USER);
    assertThat(completion.message())
        .startsWith("ENV_SIZE: env 'BIG' takes 128 KiB")
        .contains("MILLRACE_PARAMETERS");
  }

  private ServerState.Attempt step(String parameters, String... cells) {
    return state.submit(snapshot(cells), "train", "{'notebook':'" + PATH + "'}", parameters);
  }

  private ServerState.Attempt asItIs(String parameters, String... cells) {
    return state.submitAsItIs(snapshot(cells), PATH, parameters);
  }

  private String snapshot(String... cells) {
    return state.snapshot(Map.of(PATH, WorkerRig.notebook(cells)));
  }

  private JsonNode succeeded(ServerState.Attempt attempt) throws InterruptedException {
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.message()).isNull();
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    return JsonMapper.shared().readTree(state.text(requireNonNull(completion.notebook())));
  }

  private static String source(JsonNode document, int cell) {
    StringBuilder source = new StringBuilder();
    document
        .path("cells")
        .path(cell)
        .path("source")
        .forEach(line -> source.append(line.asString()));
    return source.toString();
  }
}
