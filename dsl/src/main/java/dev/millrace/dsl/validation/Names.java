package dev.millrace.dsl.validation;

import dev.millrace.dsl.PythonNames;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for names, and the words that explain them. */
final class Names {
  static final String RULE_HINT =
      "a name begins with a letter and has at most 63 letters, digits, '_' and '-'; 'title' may be any text";
  static final String IDENTIFIER_HINT =
      "write a letter or '_', then letters, digits and '_', at most 63 of them";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final int MAX_IDENTIFIER = 63;
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  /**
   * Names that no file or folder can have on Windows: notebooks and artifacts are stored under
   * names of steps.
   */
  private static final Pattern DEVICE =
      Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", Pattern.CASE_INSENSITIVE);

  private Names() {}

  /** Whether it may name a Dag, a step or a pool. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches() && !DEVICE.matcher(text).matches();
  }

  /** Whether it may name a parameter or an output: any identifier of Python. */
  static boolean isIdentifier(String text) {
    return PythonNames.isIdentifier(text)
        && text.codePointCount(0, text.length()) <= MAX_IDENTIFIER;
  }

  /** Whether it may name an environment variable. */
  static boolean isVariable(String text) {
    return VARIABLE.matcher(text).matches();
  }

  static boolean isDunder(String text) {
    return text.startsWith("__") && text.endsWith("__");
  }

  /** Whether the variable is one that every step is given. */
  static boolean isOurVariable(String text) {
    return text.toUpperCase(Locale.ROOT).startsWith("MILLRACE_");
  }

  /**
   * The name as it can be shown: what cannot be seen or turns text around is written as U+XXXX, and
   * it is cut.
   */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(70)
        .forEach(
            c -> {
              boolean visible =
                  !Character.isISOControl(c)
                      && Character.getType(c) != Character.FORMAT
                      && Character.isDefined(c)
                      && Character.getType(c) != Character.SURROGATE;
              shown.append(visible ? Character.toString(c) : "U+%04X".formatted(c));
            });
    return name.codePointCount(0, name.length()) > 70 ? shown + "…" : shown.toString();
  }
}
