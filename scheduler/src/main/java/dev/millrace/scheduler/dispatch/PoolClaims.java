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

  // How far a claim looks past steps that fit no waiting worker.
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
    final Set<UUID> granted = new HashSet<>();
    int free;

    Claim(UUID session, long claimNo, int slots) {
      this.session = session;
      this.claimNo = claimNo;
      this.free = slots;
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
    int wanted = open.stream().mapToInt(claim -> claim.free).sum();
    if (open.isEmpty() || room <= 0) {
      return List.of();
    }
    List<QueueSql.ToLease> rows = new ArrayList<>();
    for (QueueSql.Free step : queue.free(pool, Math.min(wanted, room) + LOOK_AHEAD)) {
      if (step.slots() > capacity) {
        continue; // it can never start; it must not stop the others
      }
      if (step.slots() > room) {
        break; // it is next: smaller ones behind it must not keep it waiting for ever
      }
      for (Claim claim : open) {
        if (claim.free >= step.slots()) {
          UUID attempt = ids.next();
          rows.add(new QueueSql.ToLease(step.stepRun(), attempt, claim.session, claim.claimNo));
          claim.granted.add(attempt);
          claim.free -= step.slots();
          room -= step.slots();
          break;
        }
      }
    }
    return rows.isEmpty() ? List.of() : queue.lease(rows);
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
