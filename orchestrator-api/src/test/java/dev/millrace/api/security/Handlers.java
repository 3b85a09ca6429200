package dev.millrace.api.security;

import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Hands the service's own handlers to tests: there are several mappings, and this is the one with
 * controllers.
 */
@Component
public final class Handlers {
  private final RequestMappingHandlerMapping mapping;

  Handlers(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  /** Every address and what answers it. */
  public Map<RequestMappingInfo, HandlerMethod> all() {
    return mapping.getHandlerMethods();
  }
}
