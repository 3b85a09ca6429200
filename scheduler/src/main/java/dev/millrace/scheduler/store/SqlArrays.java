package dev.millrace.scheduler.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** PostgreSQL arrays as statement parameters: one statement for many rows. */
public final class SqlArrays {
  private SqlArrays() {}

  /** A {@code uuid[]}: that column of the rows. */
  public static <T> SqlArrayValue uuids(
      Collection<T> rows, Function<? super T, ? extends @Nullable UUID> column) {
    return uuids(column(rows, column));
  }

  /** A {@code uuid[]}. */
  public static SqlArrayValue uuids(Collection<? extends @Nullable UUID> values) {
    return new SqlArrayValue("uuid", values.toArray());
  }

  /** A {@code text[]}: that column of the rows. */
  public static <T> SqlArrayValue texts(
      Collection<T> rows, Function<? super T, ? extends @Nullable String> column) {
    return texts(column(rows, column));
  }

  /** A {@code text[]}. */
  public static SqlArrayValue texts(Collection<? extends @Nullable String> values) {
    return new SqlArrayValue("text", values.toArray());
  }

  /** A {@code bigint[]}: that column of the rows. */
  public static <T> SqlArrayValue longs(
      Collection<T> rows, Function<? super T, ? extends @Nullable Long> column) {
    return longs(column(rows, column));
  }

  /** A {@code bigint[]}. */
  public static SqlArrayValue longs(Collection<? extends @Nullable Long> values) {
    return new SqlArrayValue("bigint", values.toArray());
  }

  /** An {@code integer[]}: that column of the rows. */
  public static <T> SqlArrayValue ints(
      Collection<T> rows, Function<? super T, ? extends @Nullable Integer> column) {
    return ints(column(rows, column));
  }

  /** An {@code integer[]}. */
  public static SqlArrayValue ints(Collection<? extends @Nullable Integer> values) {
    return new SqlArrayValue("integer", values.toArray());
  }

  /** A {@code timestamptz[]}: that column of the rows. */
  public static <T> SqlArrayValue instants(
      Collection<T> rows, Function<? super T, ? extends @Nullable Instant> column) {
    return instants(column(rows, column));
  }

  /** A {@code timestamptz[]}. */
  public static SqlArrayValue instants(Collection<? extends @Nullable Instant> values) {
    return new SqlArrayValue(
        "timestamptz", values.stream().map(v -> v == null ? null : v.toString()).toArray());
  }

  /** A {@code boolean[]}: that column of the rows. */
  public static <T> SqlArrayValue booleans(
      Collection<T> rows, Function<? super T, ? extends @Nullable Boolean> column) {
    return booleans(column(rows, column));
  }

  /** A {@code boolean[]}. */
  public static SqlArrayValue booleans(Collection<? extends @Nullable Boolean> values) {
    return new SqlArrayValue("boolean", values.toArray());
  }

  private static <T, R> List<@Nullable R> column(
      Collection<T> rows, Function<? super T, ? extends @Nullable R> column) {
    List<@Nullable R> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(column.apply(row)));
    return values;
  }

  /**
   * A {@code text[]} as PostgreSQL writes it, to be one element of an array of arrays that differ
   * in length; null for null.
   */
  public static @Nullable String literal(@Nullable Collection<String> values) {
    return values == null
        ? null
        : values.stream()
            .map(v -> '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }
}
