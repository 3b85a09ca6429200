package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing a browser in and out. */
@RestController
@RequestMapping("/api/v1")
class LoginController {
  private final SignIn signIn;
  private final SessionCookie cookie;
  private final ClientAddresses addresses;

  LoginController(SignIn signIn, SessionCookie cookie, ClientAddresses addresses) {
    this.signIn = signIn;
    this.addresses = addresses;
    this.cookie = cookie;
  }

  /** Either the token of a login link, or a name and a password. */
  record LoginRequest(@Nullable String token, @Nullable String name, @Nullable String password) {}

  /** Whom to make a login link for; absent: the caller. */
  record LoginLinkRequest(@Nullable String user) {}

  @PostMapping(value = "/login", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.PUBLIC)
  void login(
      @RequestBody LoginRequest body, HttpServletRequest request, HttpServletResponse response) {
    refuseOtherSites(request);
    String secret;
    if (body.token() != null) {
      secret = signIn.withLink(body.token(), addresses.of(request));
    } else if (body.name() != null && body.password() != null) {
      secret = signIn.withPassword(body.name(), body.password(), addresses.of(request));
    } else {
      throw Problem.unreadable("signing in takes a token, or a name and a password").exception();
    }
    cookie.read(request).ifPresent(signIn::out);
    cookie.set(response, secret);
  }

  /**
   * Another site must not sign someone in as somebody else; browsers say where a request comes
   * from.
   */
  private static void refuseOtherSites(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw Problem.forbidden("signing in is not possible from another site").exception();
    }
  }

  @PostMapping("/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.SIGNED_IN)
  void logout(HttpServletRequest request, HttpServletResponse response) {
    cookie.read(request).ifPresent(signIn::out);
    cookie.clear(response);
  }

  @PostMapping("/login-links")
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  LoginLinks.LoginLink link(
      Caller caller, @RequestBody(required = false) @Nullable LoginLinkRequest body) {
    return signIn.link(body == null || body.user() == null ? caller.name() : body.user());
  }
}
