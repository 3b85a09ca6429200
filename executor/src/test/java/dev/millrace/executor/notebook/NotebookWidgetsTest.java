package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.masking.Mask;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Output widgets, and display data of odd forms. */
@Tag("slow")
class NotebookWidgetsTest extends NotebookExecution {
  /** What nbclient makes of a notebook: the texts of its cells, then its output widgets. */
  private static final String NBCLIENT =
      """
      import sys, json, nbformat, nbclient
      text = sys.stdin.buffer.read().decode()
      for tries_left in (2, 1, 0):  # nbclient itself misses an answer now and then and waits for ever
          nb = nbformat.reads(text, as_version=4)
          try:
              nbclient.NotebookClient(nb, kernel_name='python3', allow_errors=True, timeout=30).execute()
              break
          except nbclient.exceptions.CellTimeoutError:
              if not tries_left:
                  raise
      widgets = nb.metadata.widgets['application/vnd.jupyter.widget-state+json']['state'].values()
      print('RESULT', json.dumps([
          [''.join(o.get('text', '') for o in c.outputs) for c in nb.cells],
          [w['state']['outputs'] for w in widgets if w['model_name'] == 'OutputModel']]))
      """;

  private static final String CAPTURE =
      """
      import ipywidgets
      from IPython.display import display, clear_output, HTML
      import sys
      out, inner, other = (ipywidgets.Output() for _ in range(3))
      print('before')
      with out:
          print('one'); print('two')
          print('bad', file=sys.stderr)
          display(HTML('<b>bold</b>'))
          with inner: print('in the inner one')
          print('behind')
      with other:
          print('gone'); clear_output(wait=True); print('kept')
      print('after')
      """;

  private static final String LATER =
      """
      print(len(out.outputs), other.outputs[0]['text'])
      with out:
          clear_output(); print('again'); 1/0
      print('on')
      @other.capture(clear_output=True)
      def f(): print('by a function')
      f(); f()
      """;

  @Test
  void outputWidgetsKeepWhatNbclientKeeps() throws Exception {
    Notebooks.Cell[] cells = {code(CAPTURE), code(LATER)};
    run(cells);
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    String said = Notebooks.python(NBCLIENT, Notebooks.of(cells));
    JsonNode expected = Notebooks.JSON.readTree(said.substring(said.indexOf("RESULT") + 6));
    List<String> texts = List.of(Notebooks.text(cell(0)), Notebooks.text(cell(1)));
    JsonNode shown = Notebooks.JSON.valueToTree(texts);
    assertThat(shown).isEqualTo(expected.path(0));
    assertThat(texts.get(0)).isEqualTo("before\nafter\n");
    assertThat(capturedOutputs().stream().map(NotebookWidgetsTest::comparable))
        .containsExactlyInAnyOrderElementsOf(
            expected.path(1).valueStream().map(NotebookWidgetsTest::comparable).toList())
        .hasSize(3);
  }

  @Test
  void aSecretThatAnOutputWidgetCapturesIsMasked() throws Exception {
    mask = Mask.of(List.of("hunter2hunter2"));
    run(
        code(
            """
            import ipywidgets
            out = ipywidgets.Output()
            with out:
                print('hunter2', end='', flush=True); print('hunter2', flush=True)
            """));
    assertThat(capturedOutputs().getFirst().toString()).doesNotContain("hunter2");
  }

  @Test
  void aValueOfAWrongFormIsStoredAsTextWithAWarning() throws Exception {
    run(
        code("1"),
        code(
            """
            from IPython.display import display
            display({'text/plain': 5, 'text/html': ['<b>', 3], 'image/png': {'a': None},
                     'application/json': 7, 'application/vnd.x+json': [1]}, raw=True)
            display({'text/latex': None}, raw=True, display_id='d')
            display({'text/latex': True}, raw=True, display_id='d', update=True)
            """));
    JsonNode data = cell(1).path("outputs").path(0).path("data");
    assertThat(data.path("text/plain").path(0).asString()).isEqualTo("5");
    assertThat(data.path("text/html").path(0).asString()).isEqualTo("[\"<b>\",3]");
    assertThat(data.path("image/png").asString()).isEqualTo("{\"a\":null}");
    assertThat(data.path("application/json").asInt()).isEqualTo(7);
    assertThat(cell(1).path("outputs").path(1).path("data").path("text/latex").path(0).asString())
        .isEqualTo("true");
    assertThat(result.warnings())
        .containsExactlyInAnyOrder(
            warning("text/plain"),
            warning("text/html"),
            warning("image/png"),
            warning("text/latex"));
  }

  private static String warning(String type) {
    return "cell 2 showed " + type + " with a value that is no text; it was stored as JSON text";
  }

  private List<JsonNode> capturedOutputs() {
    return saved
        .path("metadata")
        .path("widgets")
        .path("application/vnd.jupyter.widget-state+json")
        .path("state")
        .valueStream()
        .filter(widget -> widget.path("model_name").asString().equals("OutputModel"))
        .map(widget -> widget.path("state").path("outputs"))
        .toList();
  }

  /** Without tracebacks, which name the cell's temporary file; fields in one order. */
  private static String comparable(JsonNode outputs) {
    outputs.forEach(output -> ((ObjectNode) output).remove("traceback"));
    return NotebookLayout.write(outputs);
  }
}
