package dev.millrace.api.identity;

import dev.millrace.api.idempotency.OneTimeAnswer;
import dev.millrace.api.identity.Tokens.ProjectName;
import dev.millrace.api.identity.Tokens.Token;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own tokens. An administrator makes tokens of service accounts too. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
  private static final int DEFAULT_DAYS = 90;

  private final JdbcClient sql;
  private final Tokens tokens;
  private final Principals principals;

  TokenController(JdbcClient sql, Tokens tokens, Principals principals) {
    this.sql = sql;
    this.tokens = tokens;
    this.principals = principals;
  }

  /**
   * A token to make.
   *
   * @param project its name; absent: wherever its owner may
   * @param days how long it lives, 1 to 365; 90 when absent
   * @param service the service account that owns it; absent: the caller
   */
  record TokenRequest(
      String name,
      Role role,
      @Nullable String project,
      @Nullable Integer days,
      @Nullable String service) {}

  @GetMapping
  @Requires(scope = Scope.SIGNED_IN)
  Page<Token> list(Caller caller, PageRequest page) {
    return Page.cut(tokens.of(caller.principal()), page, token -> token.id().toString());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.SIGNED_IN)
  @OneTimeAnswer
  Token create(Caller caller, @RequestBody TokenRequest body) {
    ProjectName project = body.project() == null ? null : project(caller, body.project());
    // A narrowed token must not beget a wider one: what is asked for must lie within the rights of
    // this request.
    boolean within =
        project == null
            ? caller.mayEverywhere(body.role()) || !narrowed(caller)
            : caller.may(body.role(), project.id());
    if (!within) {
      throw Problem.forbidden("a token can only narrow what its maker may do")
          .hint("ask for a lower role, or for a project of yours")
          .exception();
    }
    return tokens.issue(
        caller,
        body.service() == null ? caller.principal() : serviceAccount(caller, body.service()),
        body.name(),
        body.role(),
        project,
        Duration.ofDays(Objects.requireNonNullElse(body.days(), DEFAULT_DAYS)));
  }

  @DeleteMapping("/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.SIGNED_IN)
  void revoke(Caller caller, @PathVariable UUID token) {
    tokens.revoke(caller, token);
  }

  private boolean narrowed(Caller caller) {
    return !caller.grants().equals(principals.grants(caller.principal()));
  }

  private UUID serviceAccount(Caller caller, String name) {
    if (!caller.mayEverywhere(Role.ADMIN)) {
      throw Problem.forbidden("only an administrator makes tokens of service accounts").exception();
    }
    return principals
        .find(name)
        .filter(p -> p.kind() == PrincipalKind.SERVICE)
        .map(Principals.Principal::id)
        .orElseThrow(() -> Problem.notFound("service account", name).exception());
  }

  private ProjectName project(Caller caller, String name) {
    return sql.sql("SELECT id, name FROM project WHERE name = ?")
        .param(name)
        .query((row, n) -> new ProjectName(row.getObject(1, UUID.class), row.getString(2)))
        .optional()
        .filter(p -> caller.may(Role.VIEWER, p.id()))
        .orElseThrow(() -> Problem.notFound("project", name).exception());
  }
}
