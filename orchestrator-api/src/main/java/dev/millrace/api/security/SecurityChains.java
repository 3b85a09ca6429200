package dev.millrace.api.security;

import dev.millrace.api.MillraceProperties;
import dev.millrace.api.identity.BrowserSessions;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.SessionCookie;
import dev.millrace.api.identity.Tokens;
import dev.millrace.api.identity.WorkerTokens;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.ProblemWriter;
import dev.millrace.api.reports.ReportPage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * One filter chain per surface; what no chain knows is denied. Chains find out who is calling and
 * refuse the anonymous; what the caller may do is {@link Requires}'s matter.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String LOGIN = "/api/v1/login";
  private static final String[] PUBLIC_API = {
    LOGIN,
    "/api/v1/version",
    "/api/v1/health",
    "/api/v1/health/live",
    "/api/v1/health/ready",
    "/api/v1/openapi.json"
  };

  /** No inline script anywhere; styles inline because the component library sets them so. */
  private static final String APPLICATION_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
          + " font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self';"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

  /** The page of the API's document: our own files, and requests to our own API. */
  private static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String SHARED_POLICY =
      "sandbox; " + ReportPage.POLICY + "; frame-ancestors 'none'";

  private final ProblemWriter problems;
  private final MillraceProperties properties;

  SecurityChains(ProblemWriter problems, MillraceProperties properties) {
    this.problems = problems;
    this.properties = properties;
  }

  /** Each filter of a chain would be observed on each request: a sixth of a busy server's time. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Every caller gets the answer to what went wrong, whatever the method was. */
  @Bean
  @Order(0)
  SecurityFilterChain errorChain(HttpSecurity http) {
    return stateless(
            http.securityMatcher(request -> request.getDispatcherType() == DispatcherType.ERROR),
            DATA_POLICY)
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(1)
  SecurityFilterChain workerChain(HttpSecurity http, WorkerTokens workers, PoolTokens pools) {
    return stateless(http.securityMatcher("/worker/**"), DATA_POLICY)
        .csrf(AbstractHttpConfigurer::disable) // no cookie is read here
        .addFilterBefore(new WorkerCredentialFilter(workers, pools), AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain apiChain(
      HttpSecurity http, Tokens tokens, BrowserSessions sessions, SessionCookie cookie) {
    return stateless(http.securityMatcher("/api/**"), DATA_POLICY)
        .csrf(
            csrf ->
                csrf.spa()
                    .csrfTokenRepository(csrfCookie())
                    .requireCsrfProtectionMatcher(
                        request ->
                            !SAFE_METHODS.contains(request.getMethod())
                                && cookie.read(request).isPresent()
                                && !request
                                    .getRequestURI()
                                    .equals(request.getContextPath() + LOGIN)))
        .addFilterBefore(
            new CredentialFilter(tokens, sessions, cookie, problems, Set.of(PUBLIC_API)),
            AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests.requestMatchers(PUBLIC_API).permitAll().anyRequest().authenticated())
        .build();
  }

  /** Says no more than the OpenAPI document, which everybody may read. */
  @Bean
  @Order(1)
  SecurityFilterChain docsChain(HttpSecurity http) {
    return stateless(http.securityMatcher("/api/docs", "/api/docs/*"), DOCS_POLICY)
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(SecurityChains::isReading)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /**
   * Outputs of notebooks: the address is the credential, and its own header says what the page may
   * do.
   */
  @Bean
  @Order(3)
  SecurityFilterChain framesChain(HttpSecurity http) {
    return stateless(http.securityMatcher("/frames/**"), null)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.GET, "/frames/**")
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /**
   * Shared reports: the address is the credential. The page runs nothing, asks for nothing and
   * stands in nobody's frame; no other site learns its address, and no search engine keeps it.
   */
  @Bean
  @Order(3)
  SecurityFilterChain sharedChain(HttpSecurity http) {
    return stateless(http.securityMatcher("/shared/**"), SHARED_POLICY)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(
            headers -> headers.addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex")))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(SecurityChains::isReading)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /** The web application: files without secrets, the same for everyone. */
  @Bean
  @Order(4)
  SecurityFilterChain applicationChain(HttpSecurity http) {
    return stateless(http.securityMatcher(SecurityChains::isReading), APPLICATION_POLICY)
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(5)
  SecurityFilterChain everythingElseChain(HttpSecurity http) {
    return stateless(http, DATA_POLICY)
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
        .build();
  }

  /** Readable by our page, which sends it back as a header; no other site can read or send it. */
  private CookieCsrfTokenRepository csrfCookie() {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(c -> c.sameSite("Lax").secure(properties.secure()));
    return cookie;
  }

  private static boolean isReading(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private HttpSecurity stateless(HttpSecurity http, @Nullable String contentSecurityPolicy) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers -> {
              headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
              headers.crossOriginOpenerPolicy(
                  opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
              headers.crossOriginResourcePolicy(
                  resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
              if (contentSecurityPolicy != null) {
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives(contentSecurityPolicy));
              }
            })
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint(
                        (request, response, e) -> {
                          response.setHeader("WWW-Authenticate", "Bearer realm=\"millrace\"");
                          problems.write(
                              request,
                              response,
                              Problem.of(
                                      HttpStatus.UNAUTHORIZED,
                                      "UNAUTHENTICATED",
                                      "the request has no valid credential")
                                  .hint("sign in again, or send a token that has not expired"));
                        })
                    .accessDeniedHandler(
                        (request, response, e) ->
                            problems.write(
                                request,
                                response,
                                e instanceof CsrfException
                                    ? Problem.of(
                                            HttpStatus.FORBIDDEN,
                                            "CSRF",
                                            "the request does not prove that it comes from the application")
                                        .hint(
                                            "send the XSRF-TOKEN cookie's value as header X-XSRF-TOKEN")
                                    : Problem.forbidden("this is not allowed"))));
  }
}
