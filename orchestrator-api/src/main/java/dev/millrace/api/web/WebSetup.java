package dev.millrace.api.web;

import dev.millrace.api.MillraceProperties;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Spring MVC's settings: our interceptors and argument resolvers, and the web application's files.
 */
@Configuration(proxyBeanMethods = false)
class WebSetup implements WebMvcConfigurer {
  private static final String[] UI = {"classpath:/META-INF/resources/", "classpath:/static/"};

  private final List<HandlerInterceptor> interceptors;
  private final List<HandlerMethodArgumentResolver> resolvers;
  private final MillraceProperties properties;

  WebSetup(
      List<HandlerInterceptor> interceptors,
      List<HandlerMethodArgumentResolver> resolvers,
      MillraceProperties properties) {
    this.properties = properties;
    this.interceptors = List.copyOf(interceptors);
    this.resolvers = List.copyOf(resolvers);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    interceptors.forEach(registry::addInterceptor);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> into) {
    into.addAll(resolvers);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // The build names files under assets/ by their content; everything else may change with the
    // next version.
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/META-INF/resources/assets/", "classpath:/static/assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(UI)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(new ApplicationPages())
        .addTransformer(new PageAddresses(properties.prefix()));
  }

  /**
   * Tomcat answers what never reaches us (a malformed request line) without its version and without
   * a page; everything lies below the base URL's path.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> bareErrors() {
    return factory -> {
      factory.setContextPath(properties.prefix());
      factory.addContextCustomizers(
          context -> {
            var report = new org.apache.catalina.valves.ErrorReportValve();
            report.setShowReport(false);
            report.setShowServerInfo(false);
            context.getParent().getPipeline().addValve(report);
          });
    };
  }
}
