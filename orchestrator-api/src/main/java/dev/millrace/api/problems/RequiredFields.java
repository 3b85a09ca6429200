package dev.millrace.api.problems;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Holds request bodies to their own declaration: a component that is not {@code @Nullable} must be
 * there, in records within records and lists, too. All that are missing are named at once.
 */
@RestControllerAdvice
final class RequiredFields extends RequestBodyAdviceAdapter {
  private static final int MOST_FINDINGS = 50;

  // Reflection builds its answers anew whenever it is asked, and every request asks.
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
        }
      };

  /** A record's component. */
  private record Field(String name, boolean optional, Method accessor) {
    static Field of(RecordComponent component) {
      component.getAccessor().setAccessible(true);
      return new Field(
          component.getName(),
          component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          component.getAccessor());
    }

    @Nullable Object of(Object body) {
      try {
        return accessor.invoke(body);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a record's component can be read", e);
      }
    }
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return parameter.getParameterType().isRecord();
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    List<Problem.Finding> missing = new ArrayList<>();
    collect(body, "", missing);
    if (!missing.isEmpty()) {
      Problem.Finding first = missing.getFirst();
      throw Problem.of(HttpStatus.BAD_REQUEST, first.code(), first.message())
          .at(first.where())
          .findings(missing)
          .exception();
    }
    return body;
  }

  private static void collect(Object record, String at, List<Problem.Finding> missing) {
    for (Field field : FIELDS.get(record.getClass())) {
      String pointer = at + "/" + field.name();
      switch (field.of(record)) {
        case null -> {
          if (!field.optional()) {
            note(field.name(), pointer, missing);
          }
        }
        case Record inner -> collect(inner, pointer, missing);
        case List<?> items -> each(items, pointer, missing);
        default -> {}
      }
    }
  }

  private static void each(List<?> items, String at, List<Problem.Finding> missing) {
    for (int i = 0; i < items.size() && missing.size() < MOST_FINDINGS; i++) {
      switch (items.get(i)) {
        case null -> note("" + i, at + "/" + i, missing);
        case Record item -> collect(item, at + "/" + i, missing);
        default -> {}
      }
    }
  }

  private static void note(String field, String pointer, List<Problem.Finding> missing) {
    if (missing.size() < MOST_FINDINGS) {
      missing.add(
          new Problem.Finding(
              "FIELD_MISSING",
              "the field '" + field + "' is missing",
              new Problem.Where(null, null, null, pointer),
              null,
              Problem.Severity.ERROR));
    }
  }
}
