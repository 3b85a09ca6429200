package dev.millrace.dsl.cron;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the five fields: numbers, names, ranges, steps and lists of them. */
final class CronParser {
  private static final Map<String, String> NAMED =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");
  private static final int SHOWN = 40;

  private final CronField field;
  private final String text;

  private CronParser(CronField field, String text) {
    this.field = field;
    this.text = text;
  }

  static CronPattern parse(String text) throws CronSyntaxException {
    String trimmed = text.strip();
    String line = trimmed.startsWith("@") ? named(trimmed) : trimmed;
    List<String> parts = line.isEmpty() ? List.of() : List.of(line.split("[ \\t]+"));
    CronField[] fields = CronField.values();
    if (parts.size() != fields.length) {
      throw new CronSyntaxException(
          Math.min(parts.size(), fields.length) + 1,
          "a cron schedule has five fields, '%s' has %d".formatted(shown(trimmed), parts.size()),
          parts.size() > fields.length
              ? "write minute, hour, day of month, month, day of week; there are no seconds and years"
              : "write minute, hour, day of month, month, day of week; a * stands for every");
    }
    long[] sets = new long[fields.length];
    for (CronField field : fields) {
      sets[field.place() - 1] = new CronParser(field, parts.get(field.place() - 1)).set();
    }
    return new CronPattern(
        sets[0],
        (int) sets[1],
        (int) sets[2],
        (int) sets[3],
        (int) sets[4],
        !parts.get(2).startsWith("*") && !parts.get(4).startsWith("*"),
        parts.get(0).startsWith("*") || parts.get(1).startsWith("*"));
  }

  private static String named(String name) throws CronSyntaxException {
    String line = NAMED.get(name.toLowerCase(Locale.ROOT));
    if (line == null) {
      throw new CronSyntaxException(
          1,
          "'%s' is no name of a cron schedule".formatted(shown(name)),
          "the names are @hourly, @daily, @weekly, @monthly and @yearly");
    }
    return line;
  }

  private long set() throws CronSyntaxException {
    long set = 0;
    for (String item : text.split(",", -1)) {
      set |= item(item);
    }
    return set;
  }

  private long item(String item) throws CronSyntaxException {
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int step = slash < 0 ? 1 : step(item.substring(slash + 1));
    int dash = range.indexOf('-', 1);
    if (range.equals("*")) {
      return bits(field.least(), field.last(), step);
    }
    if (dash >= 0) {
      int from = number(range.substring(0, dash));
      int to = number(range.substring(dash + 1));
      if (from > to) {
        throw refused(
            "the range '%s' ends before it begins".formatted(shown(range)),
            "write two ranges with a comma between them");
      }
      return bits(from, to, step);
    }
    int number = number(range);
    if (slash >= 0) {
      throw refused(
          "'%s' is a step without a range".formatted(shown(item)),
          "write %d-%d/%d".formatted(number, field.last(), step));
    }
    return bits(number, number, 1);
  }

  private int step(String digits) throws CronSyntaxException {
    int step = digits(digits);
    if (step < 1 || step > field.most()) {
      throw refused(
          "'%s' is no step".formatted(shown(digits)), "a step is 1 to %d".formatted(field.most()));
    }
    return step;
  }

  private int number(String word) throws CronSyntaxException {
    int named = field.named(word);
    int number = named >= 0 ? named : digits(word);
    if (number < field.least() || number > field.most()) {
      throw refused(
          "'%s' is no %s".formatted(shown(word), field.words()),
          "it takes %s, ranges a-b, steps */n and lists a,b".formatted(field.range()));
    }
    return number;
  }

  private static int digits(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }

  // Sunday may be written 7: bit 7 of the week is bit 0.
  private long bits(int from, int to, int step) {
    long bits = 0;
    for (int i = from; i <= to; i += step) {
      bits |= 1L << (field == CronField.WEEKDAY ? i % 7 : i);
    }
    return bits;
  }

  private CronSyntaxException refused(String what, String hint) {
    return new CronSyntaxException(
        field.place(), "field %d, the %s: %s".formatted(field.place(), field.words(), what), hint);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
