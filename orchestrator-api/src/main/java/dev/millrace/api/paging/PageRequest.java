package dev.millrace.api.paging;

import dev.millrace.api.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted; taken from {@code ?limit&cursor}.
 *
 * @param limit 1 to 200
 * @param after the position (in the list's own order) after which the page begins; null for the
 *     first page
 */
public record PageRequest(int limit, @Nullable String after) {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;
  private static final String PREFIX = "1:";

  /** How many rows to read so that {@link Page#of} can tell whether there is another page. */
  public int fetch() {
    return limit + 1;
  }

  /** The position as an id; a cursor that is none is refused. */
  public @Nullable UUID afterId() {
    if (after == null) {
      return null;
    }
    try {
      return UUID.fromString(after);
    } catch (IllegalArgumentException e) {
      throw badCursor();
    }
  }

  /** The position as a number; a cursor that is none is refused. */
  public @Nullable Long afterNumber() {
    if (after == null) {
      return null;
    }
    try {
      return Long.valueOf(after);
    } catch (NumberFormatException e) {
      throw badCursor();
    }
  }

  /** The position as an instant; a cursor that is none is refused. */
  public @Nullable Instant afterInstant() {
    if (after == null) {
      return null;
    }
    try {
      return Instant.parse(after);
    } catch (DateTimeException e) {
      throw badCursor();
    }
  }

  static PageRequest parse(@Nullable String limit, @Nullable String cursor) {
    return new PageRequest(
        limit == null ? DEFAULT_LIMIT : parseLimit(limit), cursor == null ? null : decode(cursor));
  }

  private static int parseLimit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // falls through to the same refusal as a number out of range
    }
    throw Problem.invalid("QUERY", "limit must be a whole number from 1 to " + MAX_LIMIT)
        .hint("take the next page with cursor=<nextCursor>")
        .exception();
  }

  static String encode(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + position).getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(PREFIX)) {
        return text.substring(PREFIX.length());
      }
    } catch (IllegalArgumentException e) {
      // falls through: not base64 is as bad as not ours
    }
    throw badCursor();
  }

  private static dev.millrace.api.problems.ProblemException badCursor() {
    return Problem.invalid("QUERY", "cursor is not one that this server gave")
        .hint("begin again without a cursor")
        .exception();
  }
}
