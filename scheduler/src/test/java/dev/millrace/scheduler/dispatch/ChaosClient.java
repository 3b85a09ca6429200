package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.Reopening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker, and people, who do at random what the protocol allows: claim, start, complete, repeat,
 * forget, fall silent, start anew, go; start runs, cancel and reopen them.
 */
final class ChaosClient {
  private static final int SLOTS = 4;

  private final TestServer server;
  private final Chaos chaos;
  private final RandomGenerator random;
  private final String pool;
  private final Map<UUID, Grant> granted = new LinkedHashMap<>();
  private final Map<UUID, Grant> started = new LinkedHashMap<>();
  private final List<Completion> completed = new ArrayList<>();
  private TestWorker worker;

  ChaosClient(TestServer server, Chaos chaos, RandomGenerator random, String pool) {
    this.server = server;
    this.chaos = chaos;
    this.random = random;
    this.pool = pool;
    this.worker = new TestWorker(server, pool, SLOTS);
  }

  void act() {
    int what = random.nextInt(24);
    if (what == 23) {
      chaos.letTimePass(server, random);
    } else {
      chaos.whileTheClockStands(() -> act(what));
    }
  }

  private void act(int what) {
    try {
      switch (what) {
        case 0, 1, 2 -> chaos.ran(server.runs().start(TestDags.run(chaos.anyDag(random))));
        case 3, 4, 5, 6, 7 -> claim();
        case 8, 9, 10, 11 -> start();
        case 12, 13, 14, 15, 16 -> complete();
        case 17 -> repeat();
        case 18 -> worker.heartbeat(0, held());
        case 19 -> forget();
        case 20 -> leave();
        case 21 -> cancel();
        default -> rerun();
      }
    } catch (SessionGoneException e) {
      reopen(UUID.randomUUID());
    } catch (RunRefusedException e) {
      throw new AssertionError("no Dag here refuses runs", e);
    }
  }

  /** Works off what there is, and does nothing else; returns whether there was anything. */
  boolean workOff() {
    try {
      worker.heartbeat(worker.lastClaim(), held());
      claim();
      boolean any = !granted.isEmpty() || !started.isEmpty();
      while (!granted.isEmpty()) {
        start();
      }
      while (!started.isEmpty()) {
        end(anyOf(started), AttemptState.SUCCEEDED);
      }
      return any;
    } catch (SessionGoneException e) {
      reopen(UUID.randomUUID());
      return true;
    }
  }

  private void claim() {
    int free = SLOTS - used();
    if (free > 0) {
      List<Grant> grants = worker.claim(free, Duration.ZERO);
      assertThat(grants.stream().mapToInt(Grant::slots).sum()).isLessThanOrEqualTo(free);
      grants.forEach(grant -> granted.put(grant.attempt(), grant));
    }
  }

  private int used() {
    return granted.values().stream().mapToInt(Grant::slots).sum()
        + started.values().stream().mapToInt(Grant::slots).sum();
  }

  private void start() {
    if (granted.isEmpty()) {
      return;
    }
    Grant grant = anyOf(granted);
    granted.remove(grant.attempt());
    switch (worker.start(grant)) {
      case GO -> started.put(grant.attempt(), grant);
      case CANCELLED -> end(grant, AttemptState.CANCELLED);
      case VOID -> {}
    }
  }

  private void complete() {
    if (!started.isEmpty()) {
      AttemptState[] ends = {
        AttemptState.SUCCEEDED,
        AttemptState.SUCCEEDED,
        AttemptState.SUCCEEDED,
        AttemptState.FAILED,
        AttemptState.TIMED_OUT,
        AttemptState.SKIPPED,
        AttemptState.CANCELLED
      };
      end(anyOf(started), ends[random.nextInt(ends.length)]);
    }
  }

  private void end(Grant grant, AttemptState state) {
    started.remove(grant.attempt());
    Completion completion =
        Ending.of(grant, state)
            .cause(state == AttemptState.FAILED && random.nextInt(3) == 0 ? Cause.PLATFORM : null)
            .report();
    ClaimRequest riding = random.nextBoolean() ? worker.nextClaim(grant.slots()) : null;
    try {
      CompletionAnswer answer = server.queue().complete(worker.session(), completion, riding);
      completed.add(completion);
      if (answer instanceof CompletionAnswer.Accepted accepted) {
        accepted.grants().forEach(next -> granted.put(next.attempt(), next));
      }
    } catch (StaleEpochException e) {
      chaos.refused();
    }
  }

  private void repeat() {
    if (!completed.isEmpty()) {
      Completion again = completed.get(random.nextInt(completed.size()));
      try {
        assertThat(server.queue().complete(worker.session(), again, null))
            .isEqualTo(new CompletionAnswer.Accepted(List.of()));
      } catch (StaleEpochException e) {
        throw new AssertionError("a repeated completion was refused", e);
      }
    }
  }

  /** The answer that brought a grant never arrived: the next heartbeat does not list it. */
  private void forget() {
    if (!granted.isEmpty()) {
      granted.remove(anyOf(granted).attempt());
    }
    worker.heartbeat(worker.lastClaim(), held());
  }

  private void leave() {
    if (random.nextBoolean()) {
      server.sessions().close(worker.session());
      reopen(UUID.randomUUID());
    } else {
      reopen(
          random.nextBoolean() ? worker.worker() : UUID.randomUUID()); // else it just falls silent
    }
  }

  private void reopen(UUID id) {
    granted.clear();
    started.clear();
    worker = new TestWorker(server, id, pool, SLOTS);
  }

  private void cancel() {
    chaos.anyRun(random).ifPresent(run -> server.runs().cancel(run, "chaos", null));
  }

  private void rerun() {
    chaos
        .anyRun(random)
        .ifPresent(
            run -> {
              try {
                server
                    .reruns()
                    .rerun(
                        new NewRerun(
                            run,
                            random.nextBoolean() ? Reopening.Only.FAILED : Reopening.Only.SELECTED,
                            random.nextBoolean() ? List.of() : List.of("s1"),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            NewRerun.Version.ORIGINAL,
                            "chaos",
                            null));
                chaos.reopened();
              } catch (RerunRefusedException e) {
                chaos.refused();
              }
            });
  }

  private Set<UUID> held() {
    return Stream.of(granted, started)
        .flatMap(grants -> grants.keySet().stream())
        .collect(Collectors.toSet());
  }

  private Grant anyOf(Map<UUID, Grant> grants) {
    return List.copyOf(grants.values()).get(random.nextInt(grants.size()));
  }
}
