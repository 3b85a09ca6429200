package dev.millrace.dsl;

import java.util.regex.Pattern;

/** The rule for names of a project's secrets. */
public final class SecretName {
  /** The rule in words. */
  public static final String RULE =
      "a secret's name begins with a letter or digit and has at most 63 letters, digits, '.', '_' and '-'";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private SecretName() {}

  /** Whether a secret may have the name. */
  public static boolean isValid(String text) {
    return NAME.matcher(text).matches();
  }
}
