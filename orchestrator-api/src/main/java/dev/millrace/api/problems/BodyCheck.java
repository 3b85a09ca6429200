package dev.millrace.api.problems;

import dev.millrace.executor.protocol.WorkerProtocol;
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
 * Holds request bodies to their own declaration, in records within records and lists, too: a
 * component that is not {@code @Nullable} must be there, and values are such that they can be
 * stored. All findings are named at once.
 */
@RestControllerAdvice
final class BodyCheck extends RequestBodyAdviceAdapter {
  private static final int MOST_FINDINGS = 50;

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return parameter.getParameterType().isRecord();
  }

  @Override
  public Object afterBodyRead(
      @Nullable Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    if (body == null) {
      throw Problem.unreadable("the body is the JSON null")
          .hint("send an object, or no body where none is needed")
          .exception();
    }
    List<Problem.Finding> missing = new ArrayList<>();
    collect(body, "", missing);
    refuse(HttpStatus.BAD_REQUEST, missing);
    if (!isOfProtocol(parameter.getParameterType())) {
      refuse(HttpStatus.UNPROCESSABLE_CONTENT, BodyValues.findings(body));
    }
    return body;
  }

  /**
   * What a worker reports are texts of processes. Its endpoints repair them instead of refusing
   * what happened.
   */
  private static boolean isOfProtocol(Class<?> type) {
    return type.getPackageName().equals(WorkerProtocol.class.getPackageName());
  }

  private static void refuse(HttpStatus status, List<Problem.Finding> findings) {
    if (!findings.isEmpty()) {
      Problem.Finding first = findings.getFirst();
      throw Problem.of(status, first.code(), first.message())
          .at(first.where())
          .hint(first.hint())
          .findings(findings)
          .exception();
    }
  }

  private static void collect(Object record, String at, List<Problem.Finding> missing) {
    for (BodyField field : BodyField.of(record.getClass())) {
      String pointer = at + "/" + field.name();
      switch (field.valueIn(record)) {
        case null -> {
          if (!field.isOptional()) {
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
