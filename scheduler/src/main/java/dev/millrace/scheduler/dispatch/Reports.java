package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Ending;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.dispatch.AttemptSql.ToComplete;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what workers report of their attempts, starts and ends. Reports that wait for the same run
 * share one transaction; if that throws, each gets its own, so that a poisoned one harms only
 * itself.
 */
final class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  // Bounds how long one transaction holds a run's lock.
  private static final int BATCH = 200;

  private static final int RUNS_KEPT = 20_000;

  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final QueueSql queue;
  private final AttemptEnds ends;
  private final PoolClaims claims;

  // An attempt belongs to one run for ever.
  private final Kept<UUID, UUID> runOf = new Kept<>(RUNS_KEPT);
  private final Batcher<UUID, Pending<?>> batcher = new Batcher<>(BATCH, this::work);

  Reports(RunTransactions runs, HotSql sql, AttemptEnds ends, PoolClaims claims) {
    this.runs = runs;
    this.attempts = sql.attempts();
    this.queue = sql.queue();
    this.ends = ends;
    this.claims = claims;
  }

  /**
   * What came of a report.
   *
   * @param leased what the claim got that rode on it; null: there was none, or it is still to be
   *     answered
   */
  record Taken(ReportAnswer answer, @Nullable List<QueueSql.Leased> leased) {}

  /** A report on its way to its answer. */
  private abstract static sealed class Pending<A> extends Batcher.Request<A> permits Start, End {
    final UUID session;
    final UUID attempt;
    final long epoch;

    Pending(UUID session, UUID attempt, long epoch) {
      this.session = session;
      this.attempt = attempt;
      this.epoch = epoch;
    }

    static Pending<?> of(UUID session, Report report) {
      return switch (report) {
        case Report.Start start -> new Start(session, start.attempt(), start.epoch());
        case Report.End end -> new End(session, end.completion(), end.claim());
      };
    }

    abstract Taken taken();
  }

  private static final class Start extends Pending<StartAnswer> {
    Start(UUID session, UUID attempt, long epoch) {
      super(session, attempt, epoch);
    }

    @Override
    Taken taken() {
      return new Taken(new ReportAnswer.Started(answer()), null);
    }
  }

  private static final class End extends Pending<Ended> {
    final Completion completion;
    final @Nullable ClaimRequest claim;

    End(UUID session, Completion completion, @Nullable ClaimRequest claim) {
      super(session, completion.attempt(), completion.epoch());
      this.completion = completion;
      this.claim = claim;
    }

    @Override
    Taken taken() {
      return new Taken(new ReportAnswer.Ended(answer().answer), answer().leased());
    }
  }

  /** What came of an end; {@code leased} as in {@link Taken}. */
  private record Ended(CompletionAnswer answer, @Nullable List<QueueSql.Leased> leased) {
    static Ended without(CompletionAnswer answer) {
      return new Ended(answer, null);
    }
  }

  /**
   * What a transaction makes of its reports.
   *
   * @param answers to give after the commit
   * @param accepted ends that are still to be answered, after the commit too
   */
  private record Decided(List<Runnable> answers, List<End> accepted) {}

  /** Attempts of which reports will come. */
  void expect(List<QueueSql.Leased> leases) {
    leases.forEach(lease -> runOf.put(lease.attempt(), lease.run()));
  }

  /** Takes reports that came together; those about one run share a transaction. */
  List<Taken> take(UUID session, List<Report> reports) {
    List<Pending<?>> pending =
        reports.stream().<Pending<?>>map(report -> Pending.of(session, report)).toList();
    Map<UUID, List<Pending<?>>> byRun = new LinkedHashMap<>();
    for (Pending<?> report : pending) {
      runOf
          .find(report.attempt, attempts::runOf)
          .ifPresentOrElse(
              run -> byRun.computeIfAbsent(run, r -> new ArrayList<>()).add(report),
              () -> answerUnknown(report));
    }
    if (byRun.size() == 1) {
      byRun.forEach(batcher::submit);
    } else {
      // Side by side: a run that is held up must not hold up the others more than it has to.
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        byRun.forEach((run, batch) -> threads.execute(() -> batcher.submit(run, batch)));
      }
    }
    return pending.stream().map(Reports::answerOf).toList();
  }

  private static Taken answerOf(Pending<?> report) {
    try {
      report.rethrow();
      return report.taken();
    } catch (RuntimeException e) {
      return new Taken(new ReportAnswer.Failed(e), null);
    }
  }

  private static void answerUnknown(Pending<?> report) {
    switch (report) {
      case Start start -> start.answer(StartAnswer.VOID);
      case End end -> end.fail(new StaleEpochException(end.attempt, end.epoch));
    }
  }

  private void work(UUID run, List<Pending<?>> batch) {
    boolean leasing = isLoneEnd(run, batch);
    try {
      takeTogether(run, batch, leasing);
    } catch (RuntimeException together) {
      if (batch.size() == 1 && !leasing) {
        throw together;
      }
      log.warn(
          "{} reports of run {} failed together{} ({}): each is tried alone",
          batch.size(),
          run,
          leasing ? " with the lease of what follows" : "",
          together.toString());
      for (Pending<?> report : batch) {
        try {
          takeTogether(run, List.of(report), false);
        } catch (RuntimeException alone) {
          report.fail(alone);
        }
      }
    }
  }

  // The step that follows a lone end is leased with it: one commit less on the way of a chain.
  // Where ends come in numbers, the pool's own transactions lease while the next ends are taken.
  private boolean isLoneEnd(UUID run, List<Pending<?>> batch) {
    List<End> ends = of(batch, End.class);
    return ends.size() == 1 && ends.getFirst().claim != null && batcher.waiting(run) == 0;
  }

  // Answers are given after the commit: an answer of a transaction that rolled back would be a lie.
  private void takeTogether(UUID run, List<Pending<?>> batch, boolean leasing) {
    List<Runnable> answers =
        runs.within(run, edit -> decide(edit, batch), decided -> answers(decided, leasing))
            .orElseThrow(() -> new IllegalStateException("run %s is gone".formatted(run)));
    answers.forEach(Runnable::run);
  }

  private Decided decide(RunEdit edit, List<Pending<?>> batch) {
    Map<UUID, Loaded> known =
        attempts.load(batch.stream().map(r -> r.attempt).distinct().toList()).stream()
            .collect(Collectors.toMap(Loaded::id, Function.identity()));
    List<Runnable> answers = new ArrayList<>(start(edit, of(batch, Start.class), known));
    List<End> accepted = end(edit, of(batch, End.class), known, answers);
    return new Decided(answers, accepted);
  }

  private List<Runnable> answers(Decided decided, boolean leasing) {
    List<Runnable> answers = new ArrayList<>(decided.answers());
    for (End end : decided.accepted()) {
      List<QueueSql.Leased> leased = leasing ? claim(end) : null;
      answers.add(() -> end.answer(new Ended(new CompletionAnswer.Accepted(List.of()), leased)));
    }
    return answers;
  }

  private @Nullable List<QueueSql.Leased> claim(End end) {
    return end.claim == null ? null : claims.riddenWithin(end.session, end.claim).orElse(null);
  }

  private static <R> List<R> of(List<Pending<?>> batch, Class<R> kind) {
    return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static boolean holds(Pending<?> report, @Nullable Loaded attempt) {
    return attempt != null
        && attempt.leased()
        && attempt.epoch() == report.epoch
        && report.session.equals(attempt.session());
  }

  private List<Runnable> start(RunEdit edit, List<Start> starts, Map<UUID, Loaded> known) {
    List<Runnable> answers = new ArrayList<>();
    List<UUID> going = new ArrayList<>();
    for (Start start : starts) {
      StartAnswer answer =
          !holds(start, known.get(start.attempt))
              ? StartAnswer.VOID
              : edit.isStopping() || edit.isQuarantined() ? StartAnswer.CANCELLED : StartAnswer.GO;
      if (answer == StartAnswer.GO) {
        going.add(start.attempt);
      }
      answers.add(() -> start.answer(answer));
    }
    if (!going.isEmpty()) {
      for (AttemptSql.Started started : attempts.start(going)) {
        edit.event(
            "step_started", RunEvents.attempt(started.step(), started.attempt(), started.number()));
        edit.ring(BellKey.attempt(started.attempt()));
      }
    }
    return answers;
  }

  private List<End> end(
      RunEdit edit, List<End> reports, Map<UUID, Loaded> known, List<Runnable> answers) {
    Map<UUID, End> ending = new LinkedHashMap<>();
    for (End end : reports) {
      Loaded attempt = known.get(end.attempt);
      if (!holds(end, attempt) || attempt == null) {
        answers.add(() -> answerUnleased(end, attempt));
      } else if (attempt.storedEvents() < end.completion.lastEvent()) {
        long from = attempt.storedEvents() + 1;
        answers.add(() -> end.answer(Ended.without(new CompletionAnswer.MissingEvents(from))));
      } else if (ending.putIfAbsent(end.attempt, end) != null) {
        // The same completion twice in one batch: the second is a repetition of the first.
        End first = ending.get(end.attempt);
        answers.add(() -> answerRepeated(end, CompletionDigest.of(first.completion)));
      }
    }
    if (!ending.isEmpty()) {
      close(edit, List.copyOf(ending.values()), known);
    }
    return List.copyOf(ending.values());
  }

  private static void answerUnleased(End end, @Nullable Loaded attempt) {
    if (attempt == null || attempt.epoch() != end.epoch || attempt.completionDigest() == null) {
      end.fail(new StaleEpochException(end.attempt, end.epoch));
    } else {
      answerRepeated(end, attempt.completionDigest());
    }
  }

  private static void answerRepeated(End end, String digest) {
    if (CompletionDigest.of(end.completion).equals(digest)) {
      end.answer(Ended.without(new CompletionAnswer.Accepted(List.of())));
    } else {
      end.fail(new StaleEpochException(end.attempt, end.epoch));
    }
  }

  private void close(RunEdit edit, List<End> reports, Map<UUID, Loaded> known) {
    List<Completion> completions = reports.stream().map(end -> end.completion).toList();
    List<Loaded> leases = completions.stream().map(c -> known.get(c.attempt())).toList();
    queue.release(
        leases.stream().map(Loaded::stepRun).toList(), leases.stream().map(Loaded::epoch).toList());
    attempts.complete(
        completions.stream()
            .map(c -> new ToComplete(c, causeOf(c), CompletionDigest.of(c)))
            .toList());
    attempts.publish(completions);
    attempts.use(edit.run(), completions);
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < completions.size(); i++) {
      Completion completion = completions.get(i);
      endings.add(
          new Ending(
              completion.attempt(),
              leases.get(i).stepRun(),
              leases.get(i).number(),
              completion.state(),
              causeOf(completion),
              completion.message(),
              completion.outputs(),
              completion.next(),
              AttemptEnds.Retry.BY_BUDGET));
    }
    ends.apply(edit, endings);
  }

  private static @Nullable Cause causeOf(Completion completion) {
    return switch (completion.state()) {
      case SUCCEEDED, SKIPPED -> null;
      case TIMED_OUT -> Cause.TIMEOUT;
      case CANCELLED -> completion.cause();
      case FAILED -> completion.cause() == null ? Cause.USER : completion.cause();
      case LEASED, RUNNING, LOST ->
          throw new IllegalArgumentException(
              "a completion cannot say '%s'".formatted(completion.state().wireName()));
    };
  }
}
