package dev.millrace.api.identity;

import java.util.Locale;

/**
 * Whether a principal is a person, who may sign in to the browser, or a program, which has tokens
 * only.
 */
public enum PrincipalKind {
  USER,
  SERVICE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PrincipalKind parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
