package dev.millrace.api.security;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.WorkerCaller;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers the caller, the worker, the enrolment or the project that the rule has let
 * through.
 */
@Component
class SenderResolver implements HandlerMethodArgumentResolver {
  private static final Set<Class<?>> SENDERS =
      Set.of(Caller.class, WorkerCaller.class, PoolTokens.Enrolment.class);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return SENDERS.contains(parameter.getParameterType())
        || parameter.getParameterType() == ProjectRef.class
        || parameter.getParameterType() == StillValid.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    Class<?> type = parameter.getParameterType();
    if (type == ProjectRef.class) {
      return Objects.requireNonNull(
          request.getAttribute(RuleInterceptor.PROJECT, RequestAttributes.SCOPE_REQUEST),
          "a ProjectRef needs a rule of scope PROJECT, RUN or ATTEMPT");
    }
    if (type == StillValid.class) {
      return Objects.requireNonNull(
          request.getAttribute(CredentialFilter.STILL_VALID, RequestAttributes.SCOPE_REQUEST),
          "only requests to /api have a credential to look at again");
    }
    return RuleInterceptor.sender(type);
  }
}
