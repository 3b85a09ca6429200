package dev.millrace.api.problems;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a request's body: a component of a record.
 *
 * @param isOptional whether it may be absent
 * @param textKib how many KiB each of its texts may take
 */
record BodyField(String name, boolean isOptional, int textKib, Method accessor) {
  // Reflection builds its answers anew whenever it is asked, and every request asks.
  private static final ClassValue<List<BodyField>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<BodyField> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(BodyField::of).toList();
        }
      };

  /** The fields of a record, in the order of its declaration. */
  static List<BodyField> of(Class<?> type) {
    return FIELDS.get(type);
  }

  private static BodyField of(RecordComponent component) {
    component.getAccessor().setAccessible(true);
    TextLimit limit = component.getAnnotation(TextLimit.class);
    return new BodyField(
        component.getName(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        limit == null ? TextLimit.DEFAULT : limit.kib(),
        component.getAccessor());
  }

  /** The value that the record has there. */
  @Nullable Object valueIn(Object record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's component can be read", e);
    }
  }
}
