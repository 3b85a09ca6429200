package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who I am here and what I may do. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
  private static final String CSRF_HEADER = "X-XSRF-TOKEN";

  private final JdbcClient sql;
  private final OwnPassword ownPassword;
  private final ClientAddresses addresses;

  MeController(JdbcClient sql, OwnPassword ownPassword, ClientAddresses addresses) {
    this.sql = sql;
    this.ownPassword = ownPassword;
    this.addresses = addresses;
  }

  /**
   * The caller.
   *
   * @param csrf the header that writes need; only for browsers that signed in
   */
  record Me(Who principal, List<HeldRole> roles, @Nullable String csrf) {
    record Who(UUID id, String name, PrincipalKind kind) {}

    /** A role; without a project it holds everywhere. */
    record HeldRole(Role role, @Nullable String project) {}
  }

  /** The old password is needed when there is one. */
  record PasswordChange(@Nullable String current, String password) {}

  @GetMapping
  @Requires(scope = Scope.SIGNED_IN)
  Me me(Caller caller) {
    List<Me.HeldRole> roles =
        caller.grants().stream()
            .map(g -> new Me.HeldRole(g.role(), projectName(g.project())))
            .toList();
    return new Me(
        new Me.Who(caller.principal(), caller.name(), caller.kind()),
        roles,
        caller.session() ? CSRF_HEADER : null);
  }

  @PutMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.SIGNED_IN)
  void password(Caller caller, @RequestBody PasswordChange body, HttpServletRequest request) {
    if (!caller.session()) {
      throw Problem.conflict("TOKEN_USED", "a token cannot change its owner's password")
          .hint("sign in with the browser")
          .exception();
    }
    ownPassword.change(caller, body.current(), body.password(), addresses.of(request));
  }

  private @Nullable String projectName(@Nullable UUID project) {
    return project == null
        ? null
        : sql.sql("SELECT name FROM project WHERE id = ?")
            .param(project)
            .query(String.class)
            .single();
  }
}
