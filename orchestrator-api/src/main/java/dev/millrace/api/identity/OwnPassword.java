package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes the caller's own password; the one before is needed when there is one. */
@Component
class OwnPassword {
  private final Principals principals;
  private final Passwords passwords;
  private final PasswordCheck check;

  OwnPassword(Principals principals, Passwords passwords, PasswordCheck check) {
    this.principals = principals;
    this.passwords = passwords;
    this.check = check;
  }

  void change(Caller caller, @Nullable String current, String password, String address) {
    if (principals.hasPassword(caller.principal())
        && check.check(caller.name(), current == null ? "" : current, address).isEmpty()) {
      throw Problem.forbidden("the current password is not right").exception();
    }
    principals.setPassword(caller, caller.principal(), passwords.encode(password));
  }
}
