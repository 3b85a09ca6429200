package dev.millrace.api.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Hands the service's own handlers to tests: there are several mappings, and this is the one with
 * controllers.
 */
@Component
public final class Handlers {
  private final RequestMappingHandlerMapping mapping;
  private final List<HandlerMapping> mappings;

  Handlers(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping,
      List<HandlerMapping> mappings) {
    this.mapping = mapping;
    this.mappings = mappings;
  }

  /** Every address and what answers it. */
  public Map<RequestMappingInfo, HandlerMethod> all() {
    return mapping.getHandlerMethods();
  }

  /** Every address that any part of the server answers: method, space, pattern. */
  Set<String> addresses() {
    Set<String> addresses = new TreeSet<>();
    for (HandlerMapping each : mappings) {
      if (each instanceof RequestMappingInfoHandlerMapping methods) {
        methods.getHandlerMethods().keySet().forEach(info -> addresses.addAll(of(info)));
      } else if (each instanceof AbstractUrlHandlerMapping urls) {
        urls.getHandlerMap().keySet().forEach(pattern -> addresses.add("GET " + pattern));
      }
    }
    return addresses;
  }

  private static Set<String> of(RequestMappingInfo info) {
    Set<String> addresses = new TreeSet<>();
    for (String pattern : info.getPatternValues()) {
      var methods = info.getMethodsCondition().getMethods();
      if (methods.isEmpty()) {
        addresses.add("GET " + pattern);
        addresses.add("POST " + pattern);
      }
      methods.forEach(method -> addresses.add(method + " " + pattern));
    }
    return addresses;
  }
}
