package dev.millrace.api.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Refuses to start a server that has an endpoint without a rule, or a rule whose path lacks what it
 * is about.
 */
@Component
class RuleCheck implements SmartInitializingSingleton {
  private static final Map<Scope, String> VARIABLES =
      Map.of(Scope.PROJECT, "{project}", Scope.RUN, "{run}", Scope.ATTEMPT, "{attempt}");

  private final RequestMappingHandlerMapping mapping;

  RuleCheck(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> wrong =
        mapping.getHandlerMethods().entrySet().stream()
            .filter(e -> !sound(e.getKey(), e.getValue()))
            .map(e -> e.getKey() + " -> " + e.getValue().getShortLogMessage())
            .sorted()
            .toList();
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "endpoints without a rule (@Requires), or whose path lacks the variable of its scope: "
              + wrong);
    }
  }

  private static boolean sound(RequestMappingInfo info, HandlerMethod method) {
    Requires rule = method.getMethodAnnotation(Requires.class);
    if (rule == null) {
      // Whatever a library maps is never reached (RuleInterceptor), so it does not stop the server.
      return !method.getBeanType().getName().startsWith("dev.millrace.");
    }
    String variable = VARIABLES.get(rule.scope());
    Set<String> paths = info.getPatternValues();
    return variable == null || paths.stream().allMatch(path -> path.contains(variable));
  }
}
