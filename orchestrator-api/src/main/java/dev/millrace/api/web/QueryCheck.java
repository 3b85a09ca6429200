package dev.millrace.api.web;

import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an endpoint does not know: a misspelt filter must not answer with
 * everything.
 */
@Component
class QueryCheck implements HandlerInterceptor {
  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
      Set<String> names = known.computeIfAbsent(method, QueryCheck::names);
      for (String given : request.getParameterMap().keySet()) {
        if (!names.contains(given)) {
          throw Problem.invalid("QUERY", "there is no query parameter '" + given + "' here")
              .hint(
                  names.isEmpty()
                      ? "this address takes none"
                      : "there is: " + String.join(", ", names))
              .exception();
        }
      }
    }
    return true;
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
        parameter.initParameterNameDiscovery(
            new org.springframework.core.DefaultParameterNameDiscoverer());
        String own = annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name();
        if (own != null) {
          names.add(own);
        }
      }
    }
    return names;
  }
}
