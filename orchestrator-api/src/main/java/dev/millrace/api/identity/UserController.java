package dev.millrace.api.identity;

import dev.millrace.api.identity.Principals.Principal;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users and service accounts; for administrators of the instance. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {
  private final Principals principals;
  private final Passwords passwords;

  UserController(Principals principals, Passwords passwords) {
    this.principals = principals;
    this.passwords = passwords;
  }

  /** A user to make; without a kind it is a person, without a password it signs in by link. */
  record UserRequest(String name, @Nullable PrincipalKind kind, @Nullable String password) {}

  /** What to change; what is absent stays. */
  record UserChange(@Nullable String password, @Nullable Boolean disabled) {}

  @GetMapping
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  Page<Principal> list(PageRequest page) {
    return principals.list(page);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  Principal create(Caller caller, @RequestBody UserRequest body) {
    PrincipalKind kind = Objects.requireNonNullElse(body.kind(), PrincipalKind.USER);
    return principals.create(caller, kind, body.name(), hash(body.password()));
  }

  @PatchMapping("/{user}")
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  Principal change(Caller caller, @PathVariable UUID user, @RequestBody UserChange body) {
    return principals.change(caller, user, hash(body.password()), body.disabled());
  }

  private @Nullable String hash(@Nullable String password) {
    return password == null ? null : passwords.encode(password);
  }
}
