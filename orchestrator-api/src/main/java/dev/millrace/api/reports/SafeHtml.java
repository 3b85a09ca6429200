package dev.millrace.api.reports;

import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * HTML of notebooks for a page that is no frame: what is on a list stays, everything else goes. No
 * element on the lists has content that browsers read as anything but HTML, so that what is written
 * here is read as it was meant.
 */
final class SafeHtml {
  private static final String[] TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var"
  };
  private static final String[] SOUNDS = {"audio", "video", "source"};
  private static final String TASK = "input";

  private SafeHtml() {}

  /**
   * Text with links and pictures, and without styles.
   *
   * @param images gives the picture of an address; null: there is none
   */
  static String ofText(String html, Function<String, @Nullable String> images) {
    Document document = Jsoup.parseBodyFragment(html);
    for (Element image : document.select("img")) {
      String data = images.apply(image.attr("src"));
      if (data == null) {
        image.replaceWith(new Element("em").text("Image: " + image.attr("alt")));
      } else {
        image.attr("src", data);
      }
    }
    for (Element task : document.select(TASK)) {
      boolean isTask = task.attr("type").equals("checkbox") && task.hasAttr("disabled");
      task.replaceWith(new Element("span").text(isTask ? task.hasAttr("checked") ? "☑" : "☐" : ""));
    }
    return written(
        document, common().addAttributes("a", "href").addProtocols("a", "href", "http", "https"));
  }

  /** An output: with its own styles, to be shown where they reach nothing else; without links. */
  static String ofOutput(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    StringBuilder styles = new StringBuilder();
    for (Element style : document.select("style")) {
      // Without this character nothing ends the style but its own tag.
      styles.append(style.data().replace("<", "")).append('\n');
      style.remove();
    }
    for (Element element : document.select("[src]")) {
      if (!element.attr("src").strip().matches("(?is)data:(image|audio|video)/.*")) {
        element.removeAttr("src");
      }
    }
    Safelist list =
        common()
            .addTags(SOUNDS)
            .addTags("font")
            .addAttributes("font", "color", "face", "size")
            .addAttributes("audio", "src", "controls")
            .addAttributes("video", "src", "controls", "width", "height")
            .addAttributes("source", "src", "type")
            .addAttributes(
                ":all", "id", "class", "style", "align", "valign", "bgcolor", "width", "height");
    return (styles.isEmpty() ? "" : "<style>" + styles + "</style>") + written(document, list);
  }

  private static Safelist common() {
    return Safelist.none()
        .addTags(TAGS)
        .addAttributes(":all", "title", "lang", "dir")
        .addAttributes("td", "colspan", "rowspan", "align")
        .addAttributes("th", "colspan", "rowspan", "align", "scope")
        .addAttributes("table", "border")
        .addAttributes("ol", "start", "type")
        .addAttributes("details", "open")
        .addAttributes("img", "src", "alt", "width", "height")
        .addProtocols("img", "src", "data");
  }

  private static String written(Document document, Safelist list) {
    Document clean = new Cleaner(list).clean(document);
    clean.outputSettings().prettyPrint(false);
    return clean.body().html();
  }
}
