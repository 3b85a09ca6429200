package dev.millrace.dsl;

import java.util.Set;

/** Words that cannot name a variable in Python, and so neither a parameter nor an output. */
public final class PythonKeywords {
  private static final Set<String> WORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private PythonKeywords() {}

  /** Whether the word is reserved; case counts, as in Python. */
  public static boolean contains(String word) {
    return WORDS.contains(word);
  }
}
