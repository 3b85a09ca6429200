package dev.millrace.api.frames;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Takes out of a notebook's HTML whatever acts or reaches out. The frame's sandbox and policy hold
 * without it; this is the second lock.
 */
final class InertHtml {
  private static final Set<String> REMOVED =
      Set.of(
          "script",
          "noscript",
          "template",
          "iframe",
          "frame",
          "frameset",
          "object",
          "embed",
          "applet",
          "portal",
          "base",
          "meta",
          "link",
          "form",
          "dialog",
          "animate",
          "set");
  private static final Set<String> ADDRESSES =
      Set.of(
          "href",
          "src",
          "xlink:href",
          "action",
          "formaction",
          "poster",
          "background",
          "srcset",
          "ping",
          "cite");

  private static final Set<String> PLAYERS = Set.of("audio", "video", "source");

  /** More characters than that in a table's cell are text and not a number. */
  private static final int LONG_CELL = 60;

  private static final Pattern COLOURS =
      Pattern.compile(
          "(?:^|[^-\\w])(?:background(?:-color|-image)?|color|fill)\\s*:|\\bbgcolor\\s*=|<font\\b|<svg\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SCRIPTS = Pattern.compile("<script\\b", Pattern.CASE_INSENSITIVE);

  private InertHtml() {}

  /** Whether something of it would run. */
  static boolean hasScripts(String html) {
    return SCRIPTS.matcher(html).find();
  }

  /** Whether the HTML says in which colours it is to be shown. */
  static boolean hasColours(String html) {
    return COLOURS.matcher(html).find();
  }

  /** The HTML without what acts or reaches out; cells of tables with much text are marked. */
  static String of(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);
    for (Element element : document.getAllElements()) {
      if (element.normalName().equals("iframe") && element.hasAttr("src")) {
        Element note = new Element("p").addClass("note");
        element.replaceWith(
            note.text("A page of another host is not shown: " + element.attr("src")));
      } else if (REMOVED.contains(element.normalName())) {
        element.remove();
      } else {
        clean(element);
        if (element.normalName().equals("td") && element.text().length() > LONG_CELL) {
          element.addClass("long");
        }
      }
    }
    return document.body().html();
  }

  private static void clean(Element element) {
    for (Attribute attribute : List.copyOf(element.attributes().asList())) {
      String name = attribute.getKey().toLowerCase(Locale.ROOT);
      boolean acts = name.startsWith("on") || name.equals("srcdoc") || name.equals("target");
      boolean leads = ADDRESSES.contains(name) && !staysHere(element, attribute.getValue());
      if (acts || leads) {
        element.removeAttr(attribute.getKey());
      }
    }
  }

  /** A place in the same page, or an image, a sound or a film that is in the address itself. */
  private static boolean staysHere(Element element, String address) {
    String text = address.strip().toLowerCase(Locale.ROOT);
    return text.startsWith("#")
        || text.startsWith("data:image/")
        || (PLAYERS.contains(element.normalName())
            && (text.startsWith("data:audio/") || text.startsWith("data:video/")));
  }
}
