package dev.millrace.executor.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.notebook.NotebookException.Code;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class NotebookReaderTest {
  private static final String REST = ", \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 2}";

  @Test
  void whatIsNoJsonIsShownByItsBeginning() {
    refused(
        "<html>\n<title>Sign in</title>",
        Code.NOTEBOOK_PARSE,
        "It begins with \"<html>\\n<title>Sign in</title>\"");
    refused("{\"cells\": [", Code.NOTEBOOK_PARSE, "line 1");
    refused("[1]", Code.NOTEBOOK_PARSE, "not an object");
    refused("", Code.NOTEBOOK_PARSE, "begins with \"\"");
  }

  @Test
  void unknownVersionsAreRefused() {
    refused("{\"cells\": []}", Code.NBFORMAT_UNSUPPORTED, "is missing");
    refused("{\"cells\": [], \"nbformat\": \"4\"}", Code.NBFORMAT_UNSUPPORTED, "is \"4\"");
    refused("{\"cells\": [], \"nbformat\": 5}", Code.NBFORMAT_UNSUPPORTED, "is 5");
    refused("{\"cells\": [], \"nbformat\": 2}", Code.NBFORMAT_UNSUPPORTED, "is 2");
  }

  @Test
  void aWrongShapeNamesTheCell() {
    refused("{\"nbformat\": 4}", Code.NOTEBOOK_SCHEMA, "no list 'cells'");
    refused(
        "{\"cells\": [{\"cell_type\": \"raw\", \"source\": \"\"}, {\"cell_type\": \"heading\", \"source\": \"x\"}]"
            + REST,
        Code.NOTEBOOK_SCHEMA,
        "cell 1 (counted from 0) has the cell_type \"heading\"");
    refused(
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": 7}]" + REST,
        Code.NOTEBOOK_SCHEMA,
        "cell 0");
    refused(
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": null}]" + REST,
        Code.NOTEBOOK_SCHEMA,
        "cell 0");
    refused("{\"cells\": [{\"cell_type\": \"code\"}]" + REST, Code.NOTEBOOK_SCHEMA, "cell 0");
    refused("{\"cells\": [3]" + REST, Code.NOTEBOOK_SCHEMA, "cell 0");
  }

  @Test
  void tooManyCellsAreRefused() {
    String cell = "{\"cell_type\": \"raw\", \"source\": \"\"},";
    refused(
        "{\"cells\": ["
            + cell.repeat(10_000)
            + cell.replace(",$", "").substring(0, cell.length() - 1)
            + "]"
            + REST,
        Code.NOTEBOOK_TOO_BIG,
        "10001 cells");
  }

  @Test
  void missingAndRepeatedIdsAreRepairedAlikeEveryTime() throws Exception {
    byte[] file =
        ("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"a\\n\", \"b\"], \"id\": \"x\"},"
                + "{\"cell_type\": \"code\", \"source\": \"2\", \"id\": \"x\"}, {\"cell_type\": \"raw\", \"source\": \"3\"}]"
                + REST)
            .getBytes(UTF_8);
    JsonNode once = document(file);
    assertThat(once.path("cells").path(0).path("id").asString()).isEqualTo("x");
    assertThat(once.path("cells").path(1).path("id").asString()).matches("[0-9a-f]{8}");
    assertThat(once.path("cells").path(0).path("source").toString()).isEqualTo("[\"a\\n\",\"b\"]");
    assertThat(document(file)).isEqualTo(once);
    assertThat(Notebook.parse(file).warnings())
        .anyMatch(warning -> warning.contains("cell 1 has an id"))
        .anyMatch(warning -> warning.contains("names no kernel"));
  }

  @Test
  void version3IsUpgraded() throws Exception {
    byte[] file =
        """
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "Old"}, "worksheets": [{"cells": [
          {"cell_type": "heading", "level": 2, "source": ["Big\\n", "title"], "metadata": {}},
          {"cell_type": "code", "input": "print 1", "language": "python", "outputs": [], "prompt_number": 3},
          {"cell_type": "markdown", "source": "words"}]}]}
        """
            .getBytes(UTF_8);
    JsonNode json = document(file);
    assertThat(json.path("cells").path(0).path("source").path(0).asString())
        .isEqualTo("## Big title");
    assertThat(json.path("cells").path(1).path("source").path(0).asString()).isEqualTo("print 1");
    assertThat(Notebook.parse(file).warnings()).anyMatch(warning -> warning.contains("format 3"));
  }

  @Test
  void numbersThatJsonDoesNotKnowAreNeverWritten() throws Exception {
    NotebookDocument document =
        NotebookDocument.prepare(
            Notebook.parse(
                "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"1\"}], \"metadata\": {\"x\": NaN}, \"nbformat\": 4}"
                    .getBytes(UTF_8)),
            new Preparation(
                JsonNodeFactory.instance.objectNode().put("p", Double.NaN), "a", "b", false));
    JsonNode output =
        NotebookJson.READER.readTree(
            "{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"application/json\": {\"a\": [-Infinity, 1.5]}}}");
    document.apply(new NotebookEvent.OutputAdded(Instant.EPOCH, 1, output, null));
    Notebooks.assertValid(document);
    JsonNode json = Notebooks.json(document);
    assertThat(json.path("cells").path(1).path("outputs").path(0).path("data").toString())
        .isEqualTo("{\"application/json\":{\"a\":[null,1.5]}}");
    assertThat(json.path("cells").path(0).path("source").path(1).asString())
        .isEqualTo("p = float('nan')\n");
  }

  @Test
  void anEventThatDoesNotFitIsIgnored() throws Exception {
    NotebookDocument document =
        NotebookDocument.prepare(
            Notebook.parse(Notebooks.of(Notebooks.code("1"))),
            new Preparation(JsonNodeFactory.instance.objectNode(), "a", "b", false));
    document.apply(new NotebookEvent.CellStarted(Instant.EPOCH, 7, "x"));
    document.finish(NotebookEnd.cancelled("enough", null), Instant.EPOCH);
    byte[] before = document.toBytes();
    document.apply(new NotebookEvent.CellStarted(Instant.EPOCH, 0, "x"));
    document.finish(NotebookEnd.lost("again"), Instant.EPOCH);
    assertThat(document.toBytes()).isEqualTo(before);
    Notebooks.assertValid(document);
  }

  private static JsonNode document(byte[] file) throws Exception {
    NotebookDocument document =
        NotebookDocument.prepare(
            Notebook.parse(file),
            new Preparation(JsonNodeFactory.instance.objectNode(), "a", "b", false));
    Notebooks.assertValid(document);
    return Notebooks.json(document);
  }

  private static void refused(String file, Code code, String message) {
    assertThatThrownBy(() -> Notebook.parse(file.getBytes(UTF_8)))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            NotebookException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.hint()).isNotBlank();
            });
  }
}
