package dev.millrace.api.attempts;

import java.util.Set;

/** Which events of an attempt belong to its notebook; the others are its phases and its log. */
final class NotebookKinds {
  private static final Set<String> OTHERS = Set.of("phase", "log", "warning", "unpublished");

  private NotebookKinds() {}

  static boolean isOfNotebook(String kind) {
    return !OTHERS.contains(kind);
  }
}
