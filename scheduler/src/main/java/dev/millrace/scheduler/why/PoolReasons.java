package dev.millrace.scheduler.why;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What keeps a pool from giving steps to workers; each pool is read once for one answer. */
final class PoolReasons {
  private final WhySql sql;
  private final Map<String, PoolRow> pools = new HashMap<>();

  PoolReasons(WhySql sql) {
    this.sql = sql;
  }

  private record PoolRow(
      int slots, List<PoolReason.PoolFull.User> users, List<WhySql.WorkerRow> workers) {}

  /** Every reason for a step that may start and that no worker has. */
  List<Reason> of(String pool, UUID step, int wanted) {
    PoolRow row = pools.computeIfAbsent(pool, this::read);
    List<Reason> reasons = new ArrayList<>();
    int used = row.users().stream().mapToInt(PoolReason.PoolFull.User::slots).sum();
    if (row.slots() == 0) {
      reasons.add(new PoolReason.PoolClosed(pool));
    } else if (wanted > row.slots()) {
      reasons.add(
          new PoolReason.StepTooBig(wanted, "pool '%s' has %d".formatted(pool, row.slots())));
    } else if (used + wanted > row.slots()) {
      reasons.add(new PoolReason.PoolFull(pool, row.slots(), wanted, row.users()));
    }
    reasons.addAll(ofWorkers(pool, row, wanted));
    int ahead = sql.ahead(step);
    if (ahead > 0) {
      reasons.add(new PoolReason.QueuedBehind(pool, ahead));
    }
    return reasons;
  }

  private PoolRow read(String pool) {
    return new PoolRow(sql.slotsOf(pool), sql.usersOf(pool), sql.workersOf(pool));
  }

  private List<Reason> ofWorkers(String pool, PoolRow row, int wanted) {
    List<WhySql.WorkerRow> taking = row.workers().stream().filter(w -> !w.draining()).toList();
    if (taking.isEmpty()) {
      return List.of(
          new PoolReason.NoWorker(
              pool,
              row.workers().size(),
              row.workers().stream()
                  .map(WhySql.WorkerRow::trouble)
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse(null),
              sql.lastSeen(pool).orElse(null)));
    }
    int biggest = taking.stream().mapToInt(WhySql.WorkerRow::slots).max().orElse(0);
    if (biggest < wanted) {
      return List.of(
          new PoolReason.StepTooBig(
              wanted, "the largest worker of pool '%s' has %d".formatted(pool, biggest)));
    }
    int mostFree = taking.stream().mapToInt(WhySql.WorkerRow::free).max().orElse(0);
    return mostFree < wanted
        ? List.of(new PoolReason.WorkersBusy(pool, taking.size(), wanted, Math.max(0, mostFree)))
        : List.of();
  }
}
