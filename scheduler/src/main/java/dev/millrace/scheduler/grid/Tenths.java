package dev.millrace.scheduler.grid;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Seconds as the grid shows them: below ten with a tenth, else whole. They are sent in thousands.
 */
final class Tenths {
  private static final int TEN_SECONDS = 100;

  /** What a step took, in tenths of a second; null: it has not ended or never started. */
  static final String OF_STEP =
      """
      (extract(epoch FROM s.ended_at - s.started_at) * 10)::integer
      """;

  private Tenths() {}

  static @Nullable BigDecimal seconds(@Nullable Integer tenths) {
    if (tenths == null) {
      return null;
    }
    return tenths < TEN_SECONDS && tenths % 10 != 0
        ? BigDecimal.valueOf(tenths, 1)
        : BigDecimal.valueOf((tenths + 5) / 10);
  }
}
