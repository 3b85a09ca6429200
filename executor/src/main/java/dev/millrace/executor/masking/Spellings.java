package dev.millrace.executor.masking;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/**
 * The forms in which programs print a value without meaning to: as it is, line by line, quoted by
 * JSON, Python or HTML, in a URL, in hexadecimal digits, and in Base64 wherever in a longer text it
 * begins.
 */
final class Spellings {
  /** What is shorter stands in too many texts that have nothing to do with the secret. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_LINE = 8;
  private static final int SHORTEST_ENCODED = 8;

  private Spellings() {}

  /** All forms of all values, the longest first. */
  static List<String> of(Collection<String> values) {
    Set<String> forms = new LinkedHashSet<>();
    for (String value : values) {
      addText(value, forms);
      String bare = value.strip();
      if (!bare.equals(value)) {
        addText(bare, forms); // shells and `print` cut a trailing line feed
      }
      if (bare.contains("\n")) {
        bare.lines()
            .map(String::strip)
            .filter(line -> line.length() >= SHORTEST_LINE)
            .forEach(line -> addText(line, forms));
      }
    }
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static void addText(String value, Set<String> forms) {
    forms.add(value);
    String quoted = StringNode.valueOf(value).toString();
    forms.add(quoted.substring(1, quoted.length() - 1));
    forms.add(python(value));
    forms.add(python(value).replace("'", "\\'"));
    forms.add(html(value));
    addUrl(value, forms);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    addEncoded(HexFormat.of().formatHex(bytes), forms);
    addEncoded(HexFormat.of().withUpperCase().formatHex(bytes), forms);
    addBase64(bytes, forms);
  }

  /** As {@code repr} writes what cannot stand in a text. */
  private static String python(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String html(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static void addUrl(String value, Set<String> forms) {
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String path = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    for (String one : List.of(form, path, path.replace("%2F", "/"))) {
      forms.add(one);
      forms.add(lowerEscapes(one));
    }
  }

  private static String lowerEscapes(String form) {
    StringBuilder lower = new StringBuilder(form);
    for (int i = form.indexOf('%');
        i >= 0 && i + 3 <= form.length();
        i = form.indexOf('%', i + 1)) {
      lower.replace(i, i + 3, form.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  /**
   * Base64 of a text that holds the value begins in one of three ways, by how many bytes stand
   * before it; the characters that it shares with its neighbours are left out.
   */
  private static void addBase64(byte[] value, Set<String> forms) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + value.length];
      System.arraycopy(value, 0, shifted, before, value.length);
      String plain = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      String url = Base64.getUrlEncoder().withoutPadding().encodeToString(shifted);
      int first = before == 0 ? 0 : before + 1;
      int last = shifted.length % 3 == 0 ? plain.length() : plain.length() - 1;
      if (first < last) {
        addEncoded(plain.substring(first, last), forms);
        addEncoded(url.substring(first, last), forms);
      }
    }
    addEncoded(Base64.getEncoder().encodeToString(value), forms);
    addEncoded(Base64.getUrlEncoder().encodeToString(value), forms);
  }

  private static void addEncoded(String form, Set<String> forms) {
    if (form.length() >= SHORTEST_ENCODED) {
      forms.add(form);
    }
  }
}
