package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What cells print, show and publish. */
@Tag("slow")
class NotebookOutputTest extends NotebookExecution {
  @Test
  void valuesArePublishedAsScrapbookDoesAndFromTheOutputsCell() throws Exception {
    run(
        code(
            """
            from IPython.display import display
            display({'application/scrapbook.scrap.json+json':
                     {'name': 'rmse', 'data': 0.93, 'encoder': 'json', 'version': 1}}, raw=True)
            display({'application/scrapbook.scrap.json+json':
                     {'name': 'losses', 'data': [1.0, float('nan'), {'best': -float('inf')}],
                      'encoder': 'json', 'version': 1}}, raw=True)
            """),
        code(
            "model = {'factors': [1, 2]}\ntotal: int = 3\nlabel = 'a=b'; hidden = f'x={total}'",
            "outputs"),
        code("total = total + 1"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(JsonNodeFactory.instance.objectNode().setAll(result.outputs()))
        .hasToString(
            "{\"rmse\":0.93,\"losses\":[1.0,{\"$number\":\"NaN\"},{\"best\":{\"$number\":\"-Infinity\"}}],"
                + "\"model\":{\"factors\":[1,2]},\"total\":4,\"label\":\"a=b\",\"hidden\":\"x=3\"}");
  }

  @Test
  void aValueThatIsNotJsonFailsTheNotebookAndSaysWhich() throws Exception {
    run(code("good = 1\nbad = {1, 2}\nbig = 'x' * 300_000", "outputs"));
    assertFailed("OUTPUT_TYPE", 0);
    assertThat(result.end().message())
        .contains("output 'bad' is not JSON")
        .contains("output 'big' has 300002 bytes; the limit is 262144")
        .contains("artifact");
    assertThat(result.outputs()).isEmpty();
  }

  @Test
  void whatTheNotebookRedefinesOrPatchesDoesNotReachTheReadingOfItsOutputs() throws Exception {
    run(
        code("import json, IPython.display as shown\nfrom IPython import get_ipython as me"),
        code("exec = globals = locals = display = str = len = hasattr = json = 3"),
        code("get_ipython = __import__ = isinstance = type = getattr = None"),
        code(
            """
            shown.display = shown.publish_display_data = lambda *a, **k: None
            shell = me()
            shell.display_pub.publish = lambda *a, **k: None
            shell.display_pub.register_hook(lambda message: None)
            """),
        code("score = 0.5\nlabel = 'ä'", "outputs"));
    assertThat(result.end().message()).isEmpty();
    assertThat(JsonNodeFactory.instance.objectNode().setAll(result.outputs()))
        .hasToString("{\"score\":0.5,\"label\":\"ä\"}");
  }

  @Test
  void outputsThatCouldNotBeReadFailTheNotebookByName() throws Exception {
    run(
        code("import sys; del sys.modules['__millrace_values__']"),
        code("score = 0.5\nother = 1", "outputs"));
    assertFailed("OUTPUT_TYPE", 1);
    assertThat(result.end().message())
        .contains("'score' could not be read", "'other' could not be read", "ModuleNotFoundError");
    assertThat(result.outputs()).isEmpty();
  }

  @Test
  void streamsMergeDisplaysUpdateAndCarriageReturnsErase() throws Exception {
    run(
        code(
            """
            import sys, time
            from IPython.display import display, clear_output
            handle = display('first', display_id=True)
            for i in range(20):
                print(f'\\r{i * 5}%', end='', flush=True); time.sleep(0.02)
            print('\\rdone'); print('second')
            print('bad', file=sys.stderr)
            """),
        code("handle.update('changed')\nprint('gone')\nclear_output()\nprint('kept')"),
        code("print('old'); clear_output(wait=True); print('new')"));
    JsonNode outputs = cell(0).path("outputs");
    assertThat(outputs.path(0).path("data").path("text/plain").path(0).asString())
        .isEqualTo("'changed'");
    assertThat(outputs.path(1).path("text").toString()).isEqualTo("[\"done\\n\",\"second\\n\"]");
    assertThat(outputs.path(2).path("name").asString()).isEqualTo("stderr");
    assertThat(Notebooks.text(cell(1))).isEqualTo("kept\n");
    assertThat(Notebooks.text(cell(2))).isEqualTo("new\n");
  }

  @Test
  void outputOfAnEarlierCellsThreadReachesTheNotebook() throws Exception {
    run(
        code(
            """
            import threading, time
            def late():
                time.sleep(0.5); print('late words', flush=True)
            t = threading.Thread(target=late); t.start()
            """),
        code("t.join()"));
    assertThat(Notebooks.text(cell(0)) + Notebooks.text(cell(1))).contains("late words");
  }

  @Test
  @Tag("slow")
  void aCellThatPrintsForeverIsBoundedAndItsEndIsKept() throws Exception {
    limits = new OutputLimits(1 << 20, 64 << 10, 1000);
    run(
        code(
            """
            import time
            end = time.time() + 5; i = 0
            while time.time() < end:
                i += 1; print('line', i, 'x' * 60)
            print('the very end')
            """),
        code("print('next')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    String text = Notebooks.text(cell(0));
    assertThat(text)
        .startsWith("line 1 x")
        .contains("left out here: the limit for a step's outputs]")
        .endsWith("the very end\n");
    assertThat(text.length()).isBetween(1_000_000, 1_050_000);
    long told =
        events.stream()
            .mapToLong(event -> NotebookEventCodec.encode(event).toString().length())
            .sum();
    assertThat(told).isLessThan(1_500_000);
    assertThat(cell(0).path("metadata").path("millrace").path("output_bytes_left_out").asLong())
        .isPositive();
  }

  @Test
  void anOutputThatIsTooBigLeavesANotice() throws Exception {
    limits = new OutputLimits(1 << 20, 64 << 10, 1000);
    run(
        code(
            "from IPython.display import display\ndisplay({'text/html': 'x' * 2_000_000}, raw=True)\nprint('on')"));
    assertThat(Notebooks.text(cell(0)))
        .contains("1953 KiB of text/html left out here")
        .contains("on\n");
  }

  @Test
  void noEventIsTooBigForTheServer() throws Exception {
    limits = OutputLimits.ofMebibytes(40);
    run(
        code(
            """
            from IPython.display import display
            print('\u00e4' * 9_000_000)
            display({'text/html': '\u20ac' * 5_000_000}, raw=True)
            display({'text/plain': 'small'}, raw=True)
            """));
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(
                        NotebookEventCodec.encode(event)
                            .toString()
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                            .length)
                    .isLessThan(13 << 20));
    assertThat(Notebooks.text(cell(0)))
        .startsWith("\u00e4".repeat(1000))
        .contains("14 MiB of text/html left out here");
    assertThat(cell(0).path("outputs").valueStream().filter(each -> each.has("data"))).hasSize(1);
  }
}
