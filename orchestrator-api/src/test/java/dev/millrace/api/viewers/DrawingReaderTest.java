package dev.millrace.api.viewers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DrawingReaderTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "plotly, text/html, PLOTLY",
    "plotly, application/vnd.plotly.v1+json, PLOTLY",
    "altair, text/html, VEGA",
    "altair, application/vnd.vegalite.v6.json, VEGA",
    "bokeh, application/vnd.bokehjs_exec.v0+json, BOKEH",
    "widgets, application/vnd.jupyter.widget-view+json, WIDGETS"
  })
  void whatTheLibrariesWriteIsDrawnFromItsData(String notebook, String type, Viewer viewer)
      throws IOException {
    JsonNode document = recorded(notebook);
    List<JsonNode> bundles =
        bundles(document).stream()
            .filter(bundle -> bundle.has(type) && !DrawingReader.isInvisible(bundle))
            .toList();
    assertThat(bundles).isNotEmpty();
    for (JsonNode bundle : bundles) {
      Drawing drawing = DrawingReader.of(document).read(bundle).orElseThrow();
      assertThat(drawing.viewer()).isEqualTo(viewer);
      assertThat(drawing.data().toString()).doesNotContain("function");
    }
  }

  @Test
  void theHtmlOfAChartHoldsTheSameDataAsItsMimeType() throws IOException {
    List<JsonNode> plots = bundles(recorded("plotly"));
    JsonNode html =
        plots.stream()
            .filter(bundle -> bundle.has("text/html") && !DrawingReader.isInvisible(bundle))
            .findFirst()
            .orElseThrow();
    JsonNode figure = DrawingReader.withoutWidgets().read(html).orElseThrow().data();
    assertThat(figure.at("/data/0/type").asString()).isEqualTo("pie");
    assertThat(figure.at("/data/0/hovertemplate").asString()).contains("<br>orders=");
    assertThat(figure.at("/layout/height").asInt()).isEqualTo(300);
  }

  @Test
  void whatLoadsALibraryAndThePlaceOfADocumentShowNothing() throws IOException {
    assertThat(bundles(recorded("bokeh")).stream().filter(DrawingReader::isInvisible)).hasSize(3);
    assertThat(bundles(recorded("plotly")).stream().filter(DrawingReader::isInvisible)).hasSize(1);
    assertThat(bundles(recorded("tables"))).noneMatch(DrawingReader::isInvisible);
    assertThat(DrawingReader.isInvisible(html("<div id=\"a\" data-root-id=\"b\">text</div>")))
        .isFalse();
  }

  @Test
  void aWidgetBringsTheStateOfItsPartsAndOfNoOther() throws IOException {
    JsonNode document = recorded("widgets");
    JsonNode view =
        bundles(document).stream()
            .filter(bundle -> bundle.has("application/vnd.jupyter.widget-view+json"))
            .findFirst()
            .orElseThrow();
    JsonNode data = DrawingReader.of(document).read(view).orElseThrow().data();
    assertThat(data.path("states").has(data.path("model").asString())).isTrue();
    assertThat(data.toString()).contains("IntSliderModel").doesNotContain("FloatProgressModel");
    assertThat(DrawingReader.withoutWidgets().read(view)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<div class=plotly-graph-div></div><script>Plotly.newPlot('x', evil(), {})</script>",
        "<div class=plotly-graph-div></div><script>Plotly.newPlot('x', [1, evil()], {})</script>",
        "<div class=plotly-graph-div></div><script>Plotly.newPlot('x', [1], evil())</script>",
        "<script>(function(spec, embedOpt){ evil() })(spec, {})</script>",
        "<b>docs_json = {}</b>"
      })
  void whatIsNotExactlyTheirFormIsNotDrawn(String text) {
    assertThat(DrawingReader.withoutWidgets().read(html(text))).isEmpty();
  }

  private static JsonNode html(String text) {
    return JSON.valueToTree(Map.of("text/html", text));
  }

  private static JsonNode recorded(String name) throws IOException {
    return JSON.readTree(
        Files.readString(Path.of("../web-ui/dev/gallery").resolve(name + ".ipynb")));
  }

  private static List<JsonNode> bundles(JsonNode document) {
    return document
        .path("cells")
        .valueStream()
        .flatMap(cell -> cell.path("outputs").valueStream())
        .map(output -> output.path("data"))
        .filter(JsonNode::isObject)
        .toList();
  }
}
