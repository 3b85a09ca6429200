package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NotebookParametersTest {
  private static final Notebooks.Cell DECLARING =
      code("region = 'none'\nfactors = 1", "parameters");

  @Test
  void aDagsNotebookGetsTheRunsParametersThatItDeclares() throws Exception {
    var chosen = ofStep("{'region':'eu','other':1}", "{}", DECLARING);
    assertThat(chosen.injected()).hasToString("{\"region\":\"eu\"}");
    assertThat(chosen.refused()).isEmpty();
    assertThat(chosen.warnings()).isEmpty();
  }

  @Test
  void theStepsOwnValueWins() throws Exception {
    var chosen = ofStep("{'factors':2,'region':'eu'}", "{'factors':8}", DECLARING);
    assertThat(chosen.injected()).hasToString("{\"factors\":8,\"region\":\"eu\"}");
  }

  @Test
  void withoutAParametersCellOnlyTheStepsOwnAreInjected() throws Exception {
    var chosen = ofStep("{'region':'eu'}", "{'a':1,'b':2}", code("1"));
    assertThat(chosen.injected()).hasToString("{\"a\":1,\"b\":2}");
    assertThat(chosen.refused()).isEmpty();
    assertThat(chosen.warnings())
        .containsExactly("no cell is tagged 'parameters': a, b are assigned at the top");
  }

  @Test
  void whatAParametersCellDoesNotDeclareIsRefusedAlsoWhenItDeclaresNothing() throws Exception {
    assertThat(ofStep("{}", "{'z':1,'b':1,'factors':2}", DECLARING).refused())
        .containsExactly("b", "z");
    assertThat(ofStep("{}", "{'a':1}", markdown("none", "parameters")).refused())
        .containsExactly("a");
  }

  @Test
  void aNotebookThatRunsAsItIsGetsEverythingWithAWarningForEachUndeclaredOne() throws Exception {
    var chosen = asItIs("{'x':1,'factors':2,'w':3}", DECLARING);
    assertThat(chosen.injected()).hasToString("{\"x\":1,\"factors\":2,\"w\":3}");
    assertThat(chosen.refused()).isEmpty();
    assertThat(chosen.warnings()).hasSize(2);
    assertThat(chosen.warnings().getFirst()).startsWith("passed unknown parameter").contains("'w'");
  }

  @Test
  void inAnotherLanguageTheInjectionIsWhatIsRefused() throws Exception {
    byte[] inR =
        new String(Notebooks.of(code("x <- 1", "parameters")), StandardCharsets.UTF_8)
            .replace("\"language\":\"python\"", "\"language\":\"R\"")
            .getBytes(StandardCharsets.UTF_8);
    Notebook notebook = Notebook.parse(inR);
    assertThat(notebook.isPython()).isFalse();
    var given = new NotebookParameters.Given("films", "a.ipynb", json("{'x':2}"), json("{'x':2}"));
    assertThat(NotebookParameters.choose(notebook, given).refused()).isEmpty();
  }

  private static NotebookParameters ofStep(String ofRun, String ofStep, Notebooks.Cell... cells)
      throws NotebookException {
    return NotebookParameters.choose(
        Notebook.parse(Notebooks.of(cells)),
        new NotebookParameters.Given("films", "a.ipynb", json(ofRun), json(ofStep)));
  }

  private static NotebookParameters asItIs(String ofRun, Notebooks.Cell... cells)
      throws NotebookException {
    return NotebookParameters.choose(
        Notebook.parse(Notebooks.of(cells)),
        new NotebookParameters.Given("a.ipynb", "a.ipynb", json(ofRun), json("{}")));
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return Notebooks.JSON.readTree(text.replace('\'', '"'));
  }
}
