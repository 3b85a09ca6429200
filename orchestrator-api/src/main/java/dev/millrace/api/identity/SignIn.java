package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import dev.millrace.dsl.StorableText;
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
  private final PasswordCheck passwords;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final TransactionTemplate transaction;

  SignIn(
      Principals principals,
      LoginLinks links,
      BrowserSessions sessions,
      PasswordCheck passwords,
      LoginThrottle throttle,
      Audit audit,
      TransactionTemplate transaction) {
    this.principals = principals;
    this.links = links;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** The new session's cookie value. */
  String withLink(String token, String address) {
    String secret =
        transaction.execute(
            status ->
                links
                    .redeem(token)
                    .flatMap(principals::find)
                    .filter(p -> !p.disabled())
                    .map(p -> open(p.id(), p.name(), "by link", address))
                    .orElse(""));
    if (secret == null || secret.isEmpty()) {
      if (throttle.recordsRefusedLink(address)) {
        recordRefusal("login link", address);
      }
      throw refused("the login link was used already, has expired, or is not ours")
          .hint("make another one: millrace login")
          .exception();
    }
    return secret;
  }

  /** The new session's cookie value. */
  String withPassword(String name, String password, String address) {
    String secret =
        passwords.check(name, password, address).map(user -> open(user, address)).orElse("");
    if (secret.isEmpty()) {
      recordRefusal(name, address);
      throw refused("name and password do not fit").exception();
    }
    return secret;
  }

  void out(String cookie) {
    sessions.close(cookie);
  }

  LoginLinks.LoginLink link(String user) {
    return links.issue(user);
  }

  /** Opens a session; empty when the password was changed while it was compared. */
  private String open(Principals.Verified user, String address) {
    String secret =
        transaction.execute(
            status ->
                principals.stillValid(user)
                    ? open(user.id(), user.name(), "by password", address)
                    : "");
    return secret == null ? "" : secret;
  }

  private String open(UUID principal, String name, String how, String address) {
    audit.record(principal, name, "login", name, how + " from " + address);
    throttle.signedIn(principal, address);
    return sessions.open(principal);
  }

  private void recordRefusal(String name, String address) {
    String shown = StorableText.cleaned(name.length() > 63 ? name.substring(0, 63) : name);
    transaction.executeWithoutResult(
        status -> audit.record(null, "anonymous", "login.refuse", shown, "from " + address));
  }

  private static Problem refused(String why) {
    return Problem.of(HttpStatus.UNAUTHORIZED, "LOGIN_REFUSED", why);
  }
}
