package dev.millrace.dsl.validation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody who mistyped one most likely meant. */
public final class NearestName {
  private NearestName() {}

  /** The sentence that proposes the nearest name; null when none is near. */
  public static @Nullable String hint(String name, Collection<String> known) {
    return find(name, known).map("did you mean '%s'?"::formatted).orElse(null);
  }

  /**
   * The known name with the fewest changes from {@code name}; empty when a third of the letters
   * would change.
   */
  static Optional<String> find(String name, Collection<String> known) {
    int allowed = Math.max(1, Math.min(name.length(), 60) / 3);
    String typed = name.toLowerCase(Locale.ROOT);
    record Candidate(String name, int changes) {}
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - typed.length()) <= allowed)
        .map(
            candidate ->
                new Candidate(candidate, changes(typed, candidate.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.changes() <= allowed)
        .min(Comparator.comparingInt(Candidate::changes))
        .map(Candidate::name);
  }

  /**
   * Insertions, removals, replacements and swaps of neighbours that turn one text into the other.
   */
  private static int changes(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }
}
