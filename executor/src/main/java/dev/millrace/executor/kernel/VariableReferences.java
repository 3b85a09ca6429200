package dev.millrace.executor.kernel;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ${NAME}} and {@code $NAME} references in a kernelspec's environment. */
final class VariableReferences {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  private VariableReferences() {}

  /**
   * The text with references replaced; those to unknown variables stay as they are, as Jupyter
   * leaves them.
   */
  static String resolve(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1) != null ? match.group(1) : match.group(2);
              return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
            });
  }
}
