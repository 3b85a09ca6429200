package dev.millrace.scheduler.why;

/** Something that keeps a run or a step from going on. Lists are cut; their sizes are told. */
public sealed interface Reason permits RunReason, StepReason, PoolReason {
  /** What programs tell reasons apart by. */
  Code code();

  /** One sentence for people: what holds it up. */
  String text();

  /** One sentence for people: what would end that. */
  String unblock();

  /** Every reason that there is. */
  enum Code {
    TRIGGER_RULE,
    RUN_QUEUED,
    RETRY_DELAY,
    MAX_ACTIVE_STEPS,
    MAX_ACTIVE_RUNS,
    OVERLAP,
    DAG_REFUSED,
    POOL_CLOSED,
    POOL_FULL,
    STEP_TOO_BIG,
    NO_WORKER,
    WORKERS_BUSY,
    QUEUED_BEHIND,
    LEASED,
    PREPARING,
    QUARANTINED,
    CANCELLING
  }
}
