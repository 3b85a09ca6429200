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

  /**
   * The page of a list that is short enough to be read whole, whatever its order: a few pools,
   * somebody's tokens.
   *
   * @param position what no two rows share; a row that has gone since the last page was read ends
   *     the list
   */
  public static <T> Page<T> cut(List<T> rows, PageRequest request, Function<T, String> position) {
    if (request.after() == null) {
      return of(rows, request, position);
    }
    return of(
        rows.stream()
            .dropWhile(row -> !position.apply(row).equals(request.after()))
            .skip(1)
            .toList(),
        request,
        position);
  }

  /**
   * A page of rows that were read with a limit of one more than asked for ({@link
   * PageRequest#fetch}).
   *
   * @param position the place of a row in the list's order, as the next page's query wants it back
   */
  public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> position) {
    if (rows.size() <= request.limit()) {
      return new Page<>(rows, null);
    }
    List<T> items = List.copyOf(rows.subList(0, request.limit()));
    return new Page<>(items, PageRequest.encode(position.apply(items.getLast())));
  }

  /** The same page of other things. */
  public <R> Page<R> map(Function<T, R> each) {
    return new Page<>(items.stream().map(each).toList(), nextCursor);
  }
}
