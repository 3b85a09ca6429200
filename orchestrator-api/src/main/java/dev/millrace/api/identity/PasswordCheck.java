package dev.millrace.api.identity;

import dev.millrace.api.identity.Principals.Verified;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The only way to a password: counted before it is compared, and compared outside of transactions,
 * so that people who wait for their turn hold no connection to the database.
 */
@Component
class PasswordCheck {
  private final Principals principals;
  private final Passwords passwords;
  private final LoginThrottle throttle;

  PasswordCheck(Principals principals, Passwords passwords, LoginThrottle throttle) {
    this.principals = principals;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /**
   * The user behind this name and password; takes as long for an unknown name as for a wrong
   * password.
   *
   * @throws dev.millrace.api.problems.ProblemException when too many tries failed lately, or too
   *     many passwords wait to be compared
   */
  Optional<Verified> check(String name, String password, String address) {
    LoginThrottle.Try reserved = throttle.reserve(name, address);
    boolean failed = false;
    try {
      Optional<Verified> verified = verify(name, password);
      failed = verified.isEmpty();
      return verified;
    } finally {
      if (!failed) {
        throttle.giveBack(reserved);
      }
    }
  }

  private Optional<Verified> verify(String name, String password) {
    Optional<Verified> stored = principals.withPassword(name);
    String hash = stored.map(Verified::hash).orElse(null);
    if (!passwords.matches(password, hash) || hash == null) {
      return Optional.empty();
    }
    if (passwords.outdated(hash)) {
      return Optional.of(principals.renewHash(stored.get(), passwords.encode(password)));
    }
    return stored;
  }
}
