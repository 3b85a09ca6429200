package dev.millrace.api.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Markdown as sanitised HTML. Formulas are shown as their source. */
final class ReportMarkdown {
  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(),
          StrikethroughExtension.create(),
          TaskListItemsExtension.create());
  private static final int MOST_NESTED = 100;
  private static final Parser PARSER =
      Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(MOST_NESTED).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** As MathJax in notebooks: a dollar before a space, or before a digit at the end, is money. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "\\$\\$([^$]+)\\$\\$|(?<![\\\\$\\w])\\$(?![\\s$])([^$\\n`]*[^\\s$\\\\`])\\$(?![\\d$])");

  private static final Pattern MARK = Pattern.compile("\uE000(\\d{1,9})\uE001");

  private ReportMarkdown() {}

  /**
   * The Markdown as HTML.
   *
   * @param images gives the picture of an address; null: there is none
   */
  static String html(String markdown, Function<String, @Nullable String> images) {
    // What is between the dollars is no Markdown: a mark stands for it until the end.
    List<String> formulas = new ArrayList<>();
    String marked =
        FORMULA
            .matcher(markdown.replaceAll("[\uE000\uE001]", ""))
            .replaceAll(
                formula -> {
                  formulas.add(formula.group());
                  return Matcher.quoteReplacement("\uE000" + (formulas.size() - 1) + "\uE001");
                });
    String html = SafeHtml.ofText(RENDERER.render(PARSER.parse(marked)), images);
    return MARK.matcher(html)
        .replaceAll(
            mark -> {
              int index = Integer.parseInt(mark.group(1));
              return index < formulas.size()
                  ? Matcher.quoteReplacement(HtmlUtils.htmlEscape(formulas.get(index)))
                  : "";
            });
  }
}
