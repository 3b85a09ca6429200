package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns a login link or a password into a browser session, and records who came in and who was
 * refused.
 */
@Service
class SignIn {
  private final Principals principals;
  private final LoginLinks links;
  private final BrowserSessions sessions;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final TransactionTemplate transaction;

  SignIn(
      Principals principals,
      LoginLinks links,
      BrowserSessions sessions,
      LoginThrottle throttle,
      Audit audit,
      TransactionTemplate transaction) {
    this.principals = principals;
    this.links = links;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** The new session's cookie value. */
  String withLink(String token, String address) {
    throttle.check("login link", address);
    String secret =
        transaction.execute(
            status ->
                links
                    .redeem(token)
                    .flatMap(principals::find)
                    .filter(p -> !p.disabled())
                    .map(p -> open(p.id(), p.name(), "by link from " + address))
                    .orElse(""));
    if (secret == null || secret.isEmpty()) {
      throw refuse(
              "login link", address, "the login link was used already, has expired, or is not ours")
          .hint("make another one: millrace login")
          .exception();
    }
    return secret;
  }

  /** The new session's cookie value. */
  String withPassword(String name, String password, String address) {
    throttle.check(name, address);
    String secret =
        transaction.execute(
            status ->
                principals
                    .authenticate(name, password)
                    .map(p -> open(p.id(), p.name(), "by password from " + address))
                    .orElse(""));
    if (secret == null || secret.isEmpty()) {
      throw refuse(name, address, "name and password do not fit").exception();
    }
    return secret;
  }

  void out(String cookie) {
    sessions.close(cookie);
  }

  LoginLinks.LoginLink link(String user) {
    return links.issue(user);
  }

  private String open(UUID principal, String name, String how) {
    audit.record(principal, name, "login", name, how);
    return sessions.open(principal);
  }

  private Problem refuse(String name, String address, String why) {
    throttle.refused(name, address);
    String shown = name.length() > 63 ? name.substring(0, 63) : name;
    transaction.executeWithoutResult(
        status -> audit.record(null, "anonymous", "login.refuse", shown, "from " + address));
    return Problem.of(HttpStatus.UNAUTHORIZED, "LOGIN_REFUSED", why);
  }
}
