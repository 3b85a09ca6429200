package dev.millrace.api.idempotency;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Puts the adapter in Spring MVC's place for it. */
@Configuration(proxyBeanMethods = false)
class IdempotencySetup {

  /** Takes providers: Spring MVC asks for the adapter before the database is there. */
  @Bean
  WebMvcRegistrations idempotentHandlers(
      ObjectProvider<Idempotency> idempotency, ObjectProvider<TransactionTemplate> transaction) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new IdempotentHandlerAdapter(idempotency, transaction);
      }
    };
  }
}
