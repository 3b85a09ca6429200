package dev.millrace.dsl;

import java.text.Normalizer;

/** The names that Python has for variables: any letters, not only those of English. */
public final class PythonNames {
  private PythonNames() {}

  /** Whether Python reads the text as one name; keywords are names here too. */
  public static boolean isIdentifier(String text) {
    if (text.isEmpty() || !isStart(text.codePointAt(0))) {
      return false;
    }
    return text.codePoints().allMatch(PythonNames::isPart);
  }

  /** Whether a name may begin with it. */
  public static boolean isStart(int codePoint) {
    return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
  }

  /** Whether a name may contain it. */
  public static boolean isPart(int codePoint) {
    return codePoint == '_'
        || (Character.isUnicodeIdentifierPart(codePoint)
            && !Character.isIdentifierIgnorable(codePoint));
  }

  /** The form in which Python keeps a name: two spellings of one form are one variable. */
  public static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC);
  }
}
