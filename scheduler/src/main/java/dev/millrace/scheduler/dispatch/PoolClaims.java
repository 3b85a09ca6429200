package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Leases steps of a pool. Claims that wait for the same pool are answered in one transaction. */
final class PoolClaims {
  private static final int BATCH = 64;

  // How far a claim looks past steps that fit no waiting worker before it asks for small ones only.
  private static final int LOOK_AHEAD = 20;

  // Locked against a heartbeat that settles the claim meanwhile: it waits for the lease, and then
  // finds it and takes it back. Otherwise a worker that says goodbye would leave it to its expiry.
  private static final String OPEN =
      """
      SELECT id, settled_claims FROM worker_session
       WHERE id = ANY (:sessions) AND ended_at IS NULL AND NOT draining
         AND drain_requested_at IS NULL
       ORDER BY id FOR SHARE
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final QueueSql queue;
  private final Ids ids;
  private final Batcher<String, Claim> batcher = new Batcher<>(BATCH, this::answer);

  PoolClaims(JdbcClient jdbc, TransactionOperations transactions, QueueSql queue, Ids ids) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.queue = queue;
    this.ids = ids;
  }

  private static final class Claim extends Batcher.Request<List<QueueSql.Leased>> {
    final UUID session;
    final long claimNo;
    final int slots;
    final Set<UUID> granted = new HashSet<>();

    Claim(UUID session, long claimNo, int slots) {
      this.session = session;
      this.claimNo = claimNo;
      this.slots = slots;
    }
  }

  /**
   * Leases what fits now, without waiting; empty for a session that is over, draining or further
   * on.
   */
  List<QueueSql.Leased> claim(String pool, UUID session, long claimNo, int slots) {
    var claim = new Claim(session, claimNo, slots);
    batcher.submit(pool, claim);
    return claim.answer();
  }

  private void answer(String pool, List<Claim> claims) {
    List<QueueSql.Leased> leased =
        queue.hasFree(pool)
            ? Objects.requireNonNull(transactions.execute(status -> lease(pool, claims)))
            : List.of();
    for (Claim claim : claims) {
      claim.answer(leased.stream().filter(l -> claim.granted.contains(l.attempt())).toList());
    }
  }

  private List<QueueSql.Leased> lease(String pool, List<Claim> claims) {
    int capacity = queue.lockPool(pool).orElse(0);
    List<Claim> open = open(claims);
    int room = capacity - queue.used(pool);
    if (open.isEmpty() || room <= 0) {
      return List.of();
    }
    List<QueueSql.ToLease> rows = new ArrayList<>();
    for (Allotment.Given given : allot(pool, capacity, room, open)) {
      Claim claim = open.get(given.claim());
      UUID attempt = ids.next();
      rows.add(new QueueSql.ToLease(given.step().stepRun(), attempt, claim.session, claim.claimNo));
      claim.granted.add(attempt);
    }
    return rows.isEmpty() ? List.of() : queue.lease(rows);
  }

  private List<Allotment.Given> allot(String pool, int capacity, int room, List<Claim> open) {
    List<Allotment.Claim> asking =
        open.stream().map(claim -> new Allotment.Claim(claim.session, claim.slots)).toList();
    int wanted = Math.min(open.stream().mapToInt(claim -> claim.slots).sum(), room);
    // What is bigger than the whole pool can never start; it must not stop the others.
    List<Allotment.Due> first = queue.free(pool, capacity, wanted);
    List<Allotment.Given> fitting = Allotment.of(room, first, asking, () -> queue.workers(pool));
    // Nearly always all of them fit, and rows that are looked at are locked: no more than needed.
    return fitting.size() == first.size()
        ? fitting
        : lookingAhead(pool, capacity, room, wanted + LOOK_AHEAD, asking);
  }

  private List<Allotment.Given> lookingAhead(
      String pool, int capacity, int room, int limit, List<Allotment.Claim> asking) {
    List<Allotment.Due> due = queue.free(pool, capacity, limit);
    List<Allotment.Given> given = Allotment.of(room, due, asking, () -> queue.workers(pool));
    int most = asking.stream().mapToInt(Allotment.Claim::free).max().orElse(0);
    boolean onlyBig = due.size() == limit && due.stream().allMatch(step -> step.slots() > most);
    return onlyBig ? small(pool, due, room, most, asking) : given;
  }

  // Many steps in a row that are too big for who asks: the small ones are behind them. The first
  // big
  // one keeps its right to be next.
  private List<Allotment.Given> small(
      String pool, List<Allotment.Due> big, int room, int most, List<Allotment.Claim> asking) {
    List<Allotment.Due> due = new ArrayList<>(big);
    due.addAll(queue.free(pool, most, big.size()));
    return Allotment.of(room, due, asking, () -> queue.workers(pool));
  }

  private List<Claim> open(List<Claim> claims) {
    Map<UUID, Long> settled =
        jdbc
            .sql(OPEN)
            .param("sessions", SqlArrays.uuids(claims.stream().map(c -> c.session).toList()))
            .query((row, i) -> Map.entry(Columns.uuid(row, "id"), row.getLong("settled_claims")))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return claims.stream()
        .filter(c -> settled.getOrDefault(c.session, Long.MAX_VALUE) < c.claimNo)
        .toList();
  }
}
