package dev.millrace.api.problems;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
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
 * there. All that are missing are named at once.
 */
@RestControllerAdvice
final class RequiredFields extends RequestBodyAdviceAdapter {

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
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && value(component, body) == null) {
        missing.add(
            new Problem.Finding(
                "FIELD_MISSING",
                "the field '" + component.getName() + "' is missing",
                new Problem.Where(null, null, null, "/" + component.getName()),
                null,
                Problem.Severity.ERROR));
      }
    }
    if (!missing.isEmpty()) {
      Problem.Finding first = missing.getFirst();
      throw Problem.of(HttpStatus.BAD_REQUEST, first.code(), first.message())
          .at(first.where())
          .findings(missing)
          .exception();
    }
    return body;
  }

  private static @Nullable Object value(RecordComponent component, Object body) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(body);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's component can be read", e);
    }
  }
}
