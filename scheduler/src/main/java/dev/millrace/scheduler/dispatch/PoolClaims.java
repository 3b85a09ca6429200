package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import dev.millrace.scheduler.store.RetryBackoff;
import dev.millrace.scheduler.store.SqlArrays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Leases steps of a pool. Claims that wait for the same pool are answered in one transaction; if
 * that throws, each row is leased alone, so that one that cannot be leased harms only its step.
 */
final class PoolClaims {
  private static final Logger log = LoggerFactory.getLogger(PoolClaims.class);

  private static final int BATCH = 64;

  // How far a claim looks past steps that fit no waiting worker before it asks for small ones only.
  private static final int LOOK_AHEAD = 20;

  // Locked against a heartbeat that settles the claim meanwhile: it waits for the lease, and then
  // finds it and takes it back. Otherwise a worker that says goodbye would leave it to its expiry.
  // A statement after the pool's lock: what is used is counted as the lock's last holder left it.
  private static final String OPEN =
      """
      SELECT id, settled_claims, (%s) AS used FROM worker_session
       WHERE id = ANY (:sessions) AND ended_at IS NULL AND NOT draining
         AND drain_requested_at IS NULL
       ORDER BY id FOR SHARE
      """
          .formatted(QueueSql.USED);

  private static final String OPEN_UNLESS_LOCKED = OPEN + " SKIP LOCKED";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final QueueSql queue;
  private final Ids ids;
  private final DispatchMeters meters;
  private final Runnable poisoned;
  private final RetryBackoff<UUID> backoff = new RetryBackoff<>();
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofMinutes(10));
  private final Batcher<String, Claim> batcher = new Batcher<>(BATCH, this::answer);

  /**
   * @param poisoned called after a commit that marked rows as not leasable; may not throw
   */
  PoolClaims(
      JdbcClient jdbc,
      TransactionOperations transactions,
      QueueSql queue,
      Ids ids,
      DispatchMeters meters,
      Runnable poisoned) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.queue = queue;
    this.ids = ids;
    this.meters = meters;
    this.poisoned = poisoned;
  }

  private static final class Claim extends Batcher.Request<List<QueueSql.Leased>> {
    final UUID session;
    final long claimNo;
    final int slots;
    final boolean polls;
    final Set<UUID> granted = new HashSet<>();

    Claim(UUID session, ClaimRequest wanted, boolean polls) {
      this.session = session;
      this.claimNo = wanted.claimNo();
      this.slots = wanted.slots();
      this.polls = polls;
    }
  }

  /** As {@link #ridden}, for one that is repeated while there is nothing. */
  List<QueueSql.Leased> polled(String pool, UUID session, ClaimRequest wanted) {
    return claim(pool, List.of(new Claim(session, wanted, true))).getFirst();
  }

  /**
   * Leases what fits now, without waiting, for claims that rode on completions: what follows them
   * is probably there.
   *
   * @return for each claim what it got; nothing for a session that is over, draining or further on
   */
  List<List<QueueSql.Leased>> ridden(String pool, UUID session, List<ClaimRequest> wanted) {
    return claim(pool, wanted.stream().map(claim -> new Claim(session, claim, false)).toList());
  }

  /**
   * As {@link #ridden} in the caller's transaction, so that a completion and the next step of its
   * worker share a commit. Waits for no lock: the caller holds a run's.
   *
   * @return empty when somebody else claims from the pool or renews the session right now, or when
   *     the session gets nothing any more: then {@link #ridden} answers, after the commit
   */
  Optional<List<QueueSql.Leased>> riddenWithin(UUID session, ClaimRequest wanted) {
    long began = System.nanoTime();
    return queue
        .tryPool(session)
        .flatMap(
            locked -> {
              Open open =
                  open(OPEN_UNLESS_LOCKED, locked, List.of(new Claim(session, wanted, false)));
              if (open.claims().isEmpty()) {
                return Optional.empty();
              }
              List<QueueSql.Leased> leased = lease(locked, open, queue::lease);
              meter(locked.pool(), leased, began);
              return Optional.of(leased);
            });
  }

  private List<List<QueueSql.Leased>> claim(String pool, List<Claim> claims) {
    long began = System.nanoTime();
    batcher.submit(pool, claims);
    claims.forEach(Claim::rethrow);
    List<List<QueueSql.Leased>> leased = claims.stream().map(Claim::answer).toList();
    meter(pool, leased.stream().flatMap(List::stream).toList(), began);
    return leased;
  }

  private void meter(String pool, List<QueueSql.Leased> leased, long began) {
    if (!leased.isEmpty()) {
      meters.claimed(pool, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void answer(String pool, List<Claim> claims) {
    boolean maybe = claims.stream().anyMatch(claim -> !claim.polls) || queue.hasFree(pool);
    List<QueueSql.Leased> leased = maybe ? leaseTogether(pool, claims) : List.of();
    for (Claim claim : claims) {
      claim.answer(leased.stream().filter(l -> claim.granted.contains(l.attempt())).toList());
    }
  }

  // A savepoint is a round trip, so there is none until a lease has thrown.
  private List<QueueSql.Leased> leaseTogether(String pool, List<Claim> claims) {
    try {
      return transact(() -> lease(pool, claims, queue::lease));
    } catch (RuntimeException e) {
      if (DatabaseFaults.isPassing(e)) {
        throw e;
      }
      log.warn(
          "steps of pool {} could not be leased together ({}): each is leased alone",
          pool,
          DatabaseFaults.reason(e));
      return leaseEach(pool, claims);
    }
  }

  // Again until something is leased, or nothing is left that might be: a claim gets the step behind
  // those that cannot be leased.
  private List<QueueSql.Leased> leaseEach(String pool, List<Claim> claims) {
    List<QueueSql.Leased> leased;
    List<QueueSql.NotLeased> failed = new ArrayList<>();
    do {
      failed.clear();
      claims.forEach(claim -> claim.granted.clear());
      leased = transact(() -> lease(pool, claims, rows -> queue.leaseEach(rows, failed::add)));
      failed.forEach(row -> note(pool, row));
      if (failed.stream().anyMatch(QueueSql.NotLeased::poisoned)) {
        poisoned.run();
      }
    } while (leased.isEmpty() && !failed.isEmpty());
    return leased;
  }

  private void note(String pool, QueueSql.NotLeased row) {
    if (row.poisoned()) {
      log.error(
          "row {} of step_queue in pool {} cannot be leased ({}): its step fails, the others go on",
          row.stepRun(),
          pool,
          DatabaseFaults.reason(row.failure()));
    } else {
      backoff.failed(row.stepRun());
      log.warn(
          "row {} of step_queue in pool {} cannot be leased now ({}): it is tried again within a"
              + " minute, the others go on",
          row.stepRun(),
          pool,
          DatabaseFaults.reason(row.failure()),
          failures.isFirst(row.failure()) ? row.failure() : null);
    }
  }

  private List<QueueSql.Leased> transact(Supplier<List<QueueSql.Leased>> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  /** Leases rows in the present transaction. */
  @FunctionalInterface
  private interface Leasing {
    List<QueueSql.Leased> lease(List<QueueSql.ToLease> rows);
  }

  private List<QueueSql.Leased> lease(String pool, List<Claim> claims, Leasing leasing) {
    var locked = new QueueSql.Locked(pool, queue.lockPool(pool).orElse(0));
    Open open = open(OPEN, locked, claims);
    return open.claims().isEmpty() ? List.of() : lease(locked, open, leasing);
  }

  private List<QueueSql.Leased> lease(QueueSql.Locked locked, Open open, Leasing leasing) {
    int room = locked.capacity() - open.used();
    if (room <= 0) {
      return List.of();
    }
    List<QueueSql.ToLease> rows = new ArrayList<>();
    for (Allotment.Given given : allot(locked.pool(), locked.capacity(), room, open.claims())) {
      Claim claim = open.claims().get(given.claim());
      UUID attempt = ids.next();
      rows.add(new QueueSql.ToLease(given.step().stepRun(), attempt, claim.session, claim.claimNo));
      claim.granted.add(attempt);
    }
    List<QueueSql.Leased> leased = rows.isEmpty() ? List.of() : leasing.lease(rows);
    leased.forEach(lease -> backoff.succeeded(lease.stepRun()));
    return leased;
  }

  private List<Allotment.Given> allot(String pool, int capacity, int room, List<Claim> open) {
    List<Allotment.Claim> asking =
        open.stream().map(claim -> new Allotment.Claim(claim.session, claim.slots)).toList();
    Set<UUID> waiting = backoff.waiting();
    int wanted = Math.min(open.stream().mapToInt(claim -> claim.slots).sum(), room);
    // What is bigger than the whole pool can never start; it must not stop the others.
    List<Allotment.Due> first = queue.free(pool, capacity, wanted, waiting);
    List<Allotment.Given> fitting = Allotment.of(room, first, asking, () -> queue.workers(pool));
    // Nearly always all of them fit, and rows that are looked at are locked: no more than needed.
    return fitting.size() == first.size()
        ? fitting
        : lookingAhead(pool, capacity, room, wanted + LOOK_AHEAD, asking, waiting);
  }

  private List<Allotment.Given> lookingAhead(
      String pool,
      int capacity,
      int room,
      int limit,
      List<Allotment.Claim> asking,
      Set<UUID> waiting) {
    List<Allotment.Due> due = queue.free(pool, capacity, limit, waiting);
    List<Allotment.Given> given = Allotment.of(room, due, asking, () -> queue.workers(pool));
    int most = asking.stream().mapToInt(Allotment.Claim::free).max().orElse(0);
    boolean onlyBig = due.size() == limit && due.stream().allMatch(step -> step.slots() > most);
    return onlyBig ? small(pool, due, room, most, asking, waiting) : given;
  }

  // Many steps in a row that are too big for who asks: the small ones are behind them. The first
  // big
  // one keeps its right to be next.
  private List<Allotment.Given> small(
      String pool,
      List<Allotment.Due> big,
      int room,
      int most,
      List<Allotment.Claim> asking,
      Set<UUID> waiting) {
    List<Allotment.Due> due = new ArrayList<>(big);
    due.addAll(queue.free(pool, most, big.size(), waiting));
    return Allotment.of(room, due, asking, () -> queue.workers(pool));
  }

  /**
   * The claims that may be answered.
   *
   * @param used slots of the pool that are leased; 0 when there is no such claim
   */
  private record Open(List<Claim> claims, int used) {}

  private Open open(String sql, QueueSql.Locked locked, List<Claim> claims) {
    record Session(UUID id, long settled, int used) {}
    Map<UUID, Session> sessions =
        jdbc
            .sql(sql)
            .param("pool", locked.pool())
            .param("sessions", SqlArrays.uuids(claims.stream().map(c -> c.session).toList()))
            .query(
                (row, i) ->
                    new Session(
                        Columns.uuid(row, "id"), row.getLong("settled_claims"), row.getInt("used")))
            .list()
            .stream()
            .collect(Collectors.toMap(Session::id, Function.identity()));
    return new Open(
        claims.stream()
            .filter(
                claim -> {
                  Session session = sessions.get(claim.session);
                  return session != null && session.settled() < claim.claimNo;
                })
            .toList(),
        sessions.values().stream().mapToInt(Session::used).max().orElse(0));
  }
}
