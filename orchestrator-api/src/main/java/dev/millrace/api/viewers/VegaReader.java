package dev.millrace.api.viewers;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Charts of altair and other makers of Vega: their MIME types, and the HTML that altair writes. */
final class VegaReader {
  private static final Pattern TYPE =
      Pattern.compile("application/vnd\\.vega(?:lite)?\\.v\\d+[+.]json");
  private static final String BEGIN = "(function(spec, embedOpt){";
  private static final String CALL = "\n  })(";

  private VegaReader() {}

  static Optional<Drawing> read(JsonNode bundle) {
    Optional<JsonNode> own =
        bundle.properties().stream()
            .filter(form -> TYPE.matcher(form.getKey()).matches() && form.getValue().isObject())
            .map(form -> form.getValue())
            .findFirst();
    return own.or(() -> called(MarkupText.of(bundle, "text/html")))
        .map(specification -> new Drawing(Viewer.VEGA, specification));
  }

  /** The specification that the HTML's function is called with. */
  private static Optional<JsonNode> called(String html) {
    int begin = html.indexOf(BEGIN);
    int call = begin < 0 ? -1 : html.indexOf(CALL, begin);
    return call < 0
        ? Optional.empty()
        : MarkupText.valueAt(html, call + CALL.length()).map(MarkupText.Value::json);
  }
}
