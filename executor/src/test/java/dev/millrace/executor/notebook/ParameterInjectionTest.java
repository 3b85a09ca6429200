package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ParameterInjectionTest {
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("a", 1);

  @Test
  void everyLiteralIsTheOneThatPapermillWrites() throws Exception {
    String values =
        """
        {"text": "say \\"hi\\"\\n\\tback\\\\slash 'single'", "latin": "gr\\u00fcn \\u0000\\u007f\\u0080", "wide": "\\u20ac \\ud83d\\ude00",
         "yes": true, "no": false, "nothing": null, "zero": 0, "big": 123456789012345678901234567890, "negative": -7,
         "f1": 0.1, "f2": 1e20, "f3": 1e16, "f4": 1e15, "f5": 1e-7, "f6": 0.0001, "f7": 0.00001, "f8": -0.0, "f9": 1e100, "f10": 2.5e-300,
         "f11": 123456.789, "f12": 5e-324, "f13": 1.7976931348623157e308, "f14": 100.0, "f15": 9007199254740993.0,
         "nan": NaN, "inf": Infinity, "minus": -Infinity,
         "list": [1, "two", null, [true, {"k": 3.5}]], "map": {"a b": 1, "c\\"d": {"e": []}}, "empty": {}, "none": []}
        """;
    JsonNode parsed = NotebookJson.READER.readTree(values);
    String papermills =
        Notebooks.python(
            """
            import sys, json
            sys.modules['black'] = None
            from papermill.translators import PythonTranslator
            sys.stdout.reconfigure(encoding='utf-8')
            print(PythonTranslator.codify(json.load(sys.stdin)), end='')
            """,
            values.getBytes(StandardCharsets.UTF_8));
    assertThat(ParameterInjection.source(NotebookJson.object(parsed))).isEqualTo(papermills);
  }

  @Test
  void theCellComesRightBehindTheFirstParametersCellOfWhateverType() throws Exception {
    assertThat(
            sources(
                code("0"), markdown("declared", "parameters"), code("1"), code("2", "parameters")))
        .containsExactly("0", "declared", "# Parameters\na = 1\n", "1", "2");
  }

  @Test
  void anEarlierInjectedCellIsReplacedWhereverItIs() throws Exception {
    assertThat(sources(code("a = 0", "injected-parameters"), code("x", "parameters"), code("1")))
        .containsExactly("# Parameters\na = 1\n", "x", "1");
  }

  @Test
  void withoutAParametersCellItComesAtTheTop() throws Exception {
    assertThat(sources(markdown("title"), code("1")))
        .containsExactly("# Parameters\na = 1\n", "title", "1");
  }

  @Test
  void withoutParametersNothingChangesAndAnEarlierInjectedCellStays() throws Exception {
    parameters.removeAll();
    assertThat(sources(code("x", "parameters"), code("a = 0", "injected-parameters")))
        .containsExactly("x", "a = 0");
  }

  @Test
  void earlierErrorMarkersAreRemoved() throws Exception {
    assertThat(sources(markdown("old", "papermill-error-cell-tag"), code("x", "parameters")))
        .containsExactly("x", "# Parameters\na = 1\n");
  }

  @Test
  void anotherLanguageIsRefused() throws Exception {
    Notebook notebook =
        Notebook.parse(
            new String(Notebooks.of(code("1")), StandardCharsets.UTF_8)
                .replace("\"language\":\"python\"", "\"language\":\"R\"")
                .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> NotebookDocument.prepare(notebook, preparation()))
        .isInstanceOfSatisfying(
            NotebookException.class,
            e -> assertThat(e.code()).isEqualTo(NotebookException.Code.PARAM_LANG))
        .hasMessageContaining("'R'");
  }

  private List<String> sources(Notebooks.Cell... cells) throws Exception {
    NotebookDocument document =
        NotebookDocument.prepare(Notebook.parse(Notebooks.of(cells)), preparation());
    Notebooks.assertValid(document);
    return document.cells().stream().map(DocumentCell::source).toList();
  }

  private Preparation preparation() {
    return new Preparation(parameters, "in.ipynb", "out.ipynb", false);
  }
}
