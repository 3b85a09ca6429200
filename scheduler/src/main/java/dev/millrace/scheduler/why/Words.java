package dev.millrace.scheduler.why;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists and names in sentences. */
final class Words {
  private static final int TOLD = 5;

  private Words() {}

  /** The first few, and how many more there are. */
  static String list(List<?> things) {
    String told =
        things.stream().limit(TOLD).map(Object::toString).collect(Collectors.joining(", "));
    return things.size() <= TOLD ? told : "%s and %d more".formatted(told, things.size() - TOLD);
  }

  static List<String> quoted(List<String> names) {
    return names.stream().map("'%s'"::formatted).toList();
  }

  static String worker(@Nullable String name) {
    return Objects.requireNonNullElse(name, "(unknown)");
  }
}
