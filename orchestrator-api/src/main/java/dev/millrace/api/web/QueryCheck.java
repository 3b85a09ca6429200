package dev.millrace.api.web;

import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.dsl.validation.NearestName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an endpoint does not know, and those that are given twice: a
 * misspelt filter must not answer with everything, nor a second value be dropped.
 */
@Component
class QueryCheck implements HandlerInterceptor {
  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
      Set<String> names = known.computeIfAbsent(method, QueryCheck::names);
      List<Problem.Finding> findings = new ArrayList<>();
      request
          .getParameterMap()
          .forEach(
              (name, values) -> {
                if (!names.contains(name)) {
                  findings.add(unknown(name, names));
                } else if (values.length > 1) {
                  findings.add(
                      finding(
                          "the query parameter '%s' is given %d times"
                              .formatted(name, values.length),
                          "give it once"));
                }
              });
      refuse(findings);
    }
    return true;
  }

  private static void refuse(List<Problem.Finding> findings) {
    if (!findings.isEmpty()) {
      Problem.Finding first = findings.getFirst();
      throw Problem.invalid("QUERY", first.message())
          .hint(first.hint())
          .findings(findings)
          .exception();
    }
  }

  private static Problem.Finding unknown(String name, Set<String> names) {
    String all =
        names.isEmpty() ? "this address takes none" : "there is: " + String.join(", ", names);
    String nearest = NearestName.hint(name, names);
    return finding(
        "there is no query parameter '" + name + "' here",
        nearest == null ? all : nearest + " " + all);
  }

  private static Problem.Finding finding(String message, @Nullable String hint) {
    return new Problem.Finding("QUERY", message, null, hint, Problem.Severity.ERROR);
  }

  private static Set<String> names(HandlerMethod method) {
    var names = new TreeSet<String>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.getParameterType() == PageRequest.class) {
        names.add("limit");
        names.add("cursor");
      }
      RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
      if (annotation != null) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        names.add(
            annotation.name().isEmpty()
                ? Objects.requireNonNull(parameter.getParameterName())
                : annotation.name());
      }
    }
    return names;
  }
}
