package dev.millrace.api.workers;

import dev.millrace.api.idempotency.OneTimeAnswer;
import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.api.identity.PoolTokens.PoolToken;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.dispatch.Fleet;
import dev.millrace.scheduler.dispatch.Sessions;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pools, what enrols workers in them, and the workers. Not final: its writes and their audit rows
 * are one transaction.
 */
@RestController
@RequestMapping("/api/v1")
class FleetController {
  private final Fleet fleet;
  private final Sessions sessions;
  private final PoolTokens tokens;
  private final Audit audit;

  FleetController(Fleet fleet, Sessions sessions, PoolTokens tokens, Audit audit) {
    this.fleet = fleet;
    this.sessions = sessions;
    this.tokens = tokens;
    this.audit = audit;
  }

  /** A pool's capacity. */
  record PoolSetting(int slots) {}

  /** What a pool token is called. */
  record PoolTokenRequest(String name) {}

  @GetMapping("/pools")
  @Requires(scope = Scope.SIGNED_IN)
  public Page<Fleet.Pool> pools(PageRequest page) {
    return Page.cut(fleet.pools(), page, Fleet.Pool::name);
  }

  @PutMapping("/pools/{pool}")
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  @Transactional
  public Fleet.Pool put(Caller caller, @PathVariable String pool, @RequestBody PoolSetting body) {
    if (pool.length() > 63 || body.slots() < 0 || body.slots() > 100_000) {
      throw Problem.invalid(
              "BAD_POOL", "a pool has a name of at most 63 characters and 0 to 100,000 slots")
          .exception();
    }
    audit.record(caller, "pool.put", pool, null, "slots " + body.slots());
    return fleet.putPool(pool, body.slots());
  }

  @GetMapping("/pools/{pool}/tokens")
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  public Page<PoolToken> tokens(@PathVariable String pool, PageRequest page) {
    return Page.cut(tokens.of(pool), page, token -> token.id().toString());
  }

  @PostMapping("/pools/{pool}/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  @OneTimeAnswer
  public PoolToken issue(
      Caller caller, @PathVariable String pool, @RequestBody PoolTokenRequest body) {
    return tokens.issue(caller, pool, body.name());
  }

  @DeleteMapping("/pools/{pool}/tokens/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  @Transactional
  public void revoke(Caller caller, @PathVariable String pool, @PathVariable UUID token) {
    tokens.revoke(caller, pool, token);
    sessions.endRevoked();
  }

  @GetMapping("/workers")
  @Requires(scope = Scope.SIGNED_IN)
  public Page<Fleet.Worker> workers(PageRequest page) {
    return Page.cut(fleet.workers(), page, worker -> worker.id().toString());
  }

  @PostMapping("/workers/{worker}/drain")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.INSTANCE, role = Role.OPERATOR)
  @Transactional
  public void drain(Caller caller, @PathVariable UUID worker) {
    if (!sessions.drain(worker)) {
      throw Problem.notFound("worker", worker).hint("it has no open session").exception();
    }
    audit.record(caller, "worker.drain", worker.toString(), null, null);
  }
}
