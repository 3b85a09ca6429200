package dev.millrace.api.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextCursor where the next page begins; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** The whole list as its only page. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }

  /**
   * A page of rows that were read with a limit of one more than asked for ({@link
   * PageRequest#fetch}).
   *
   * @param position the place of a row in the list's order, as the next page's query wants it back
   */
  public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> position) {
    if (rows.size() <= request.limit()) {
      return whole(rows);
    }
    List<T> items = List.copyOf(rows.subList(0, request.limit()));
    return new Page<>(items, PageRequest.encode(position.apply(items.getLast())));
  }

  /** The same page of other things. */
  public <R> Page<R> map(Function<T, R> each) {
    return new Page<>(items.stream().map(each).toList(), nextCursor);
  }
}
