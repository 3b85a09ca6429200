package dev.millrace.scheduler.store;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** PostgreSQL arrays as statement parameters: one statement for many rows. */
public final class SqlArrays {
  private SqlArrays() {}

  /** A {@code uuid[]}. */
  public static SqlArrayValue uuids(Collection<? extends @Nullable UUID> values) {
    return new SqlArrayValue("uuid", values.toArray());
  }

  /** A {@code text[]}. */
  public static SqlArrayValue texts(Collection<? extends @Nullable String> values) {
    return new SqlArrayValue("text", values.toArray());
  }

  /** A {@code bigint[]}. */
  public static SqlArrayValue longs(Collection<? extends @Nullable Long> values) {
    return new SqlArrayValue("bigint", values.toArray());
  }

  /** An {@code integer[]}. */
  public static SqlArrayValue ints(Collection<? extends @Nullable Integer> values) {
    return new SqlArrayValue("integer", values.toArray());
  }

  /** A {@code boolean[]}. */
  public static SqlArrayValue booleans(Collection<? extends @Nullable Boolean> values) {
    return new SqlArrayValue("boolean", values.toArray());
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
