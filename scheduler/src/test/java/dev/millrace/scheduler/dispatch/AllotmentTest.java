package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.dispatch.Allotment.Claim;
import dev.millrace.scheduler.dispatch.Allotment.Due;
import dev.millrace.scheduler.dispatch.Allotment.Worker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllotmentTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  @Test
  void stepsGoInTheirOrderToWhoAsksFirst() {
    assertThat(given(10, List.of(1, 2, 1), new Worker(A, 2, 2), new Worker(B, 4, 4)))
        .containsExactly("0:1 to A", "1:2 to B", "2:1 to A");
  }

  @Test
  void aStepForWhichThePoolHasNoRoomKeepsWhatIsBehindItWaiting() {
    assertThat(given(3, List.of(2, 2, 1), new Worker(A, 4, 4))).containsExactly("0:2 to A");
  }

  @Test
  void aStepThatNoWorkerCanHoldKeepsNobodyWaiting() {
    assertThat(given(3, List.of(5, 1), new Worker(A, 4, 4))).containsExactly("1:1 to A");
    assertThat(given(9, List.of(5, 1), new Worker(A, 4, 4))).containsExactly("1:1 to A");
  }

  @Test
  void theWorkerWithMostRoomIsKeptFreeForABigStepAndTheOthersGoOn() {
    assertThat(given(9, List.of(4, 1, 1, 1, 1), new Worker(A, 4, 2), new Worker(B, 4, 3)))
        .containsExactly("1:1 to A", "2:1 to A");
  }

  @Test
  void whatIsGivenCountsWhenTheWorkerWithMostRoomIsChosen() {
    assertThat(given(9, List.of(2, 4, 1), new Worker(A, 4, 3), new Worker(B, 4, 2)))
        .containsExactly("0:2 to A", "2:1 to A");
  }

  @Test
  void workersAreReadOnlyWhenAStepFitsNobody() {
    assertThat(
            Allotment.of(
                2,
                List.of(due(0, 1), due(1, 1)),
                List.of(new Claim(A, 2)),
                () -> {
                  throw new AssertionError("nobody had to know them");
                }))
        .hasSize(2);
  }

  /** Small steps come for ever; each worker always has some that are about to end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aBigStepStartsHoweverManySmallOnesCome(long seed) {
    var random = new SplittableRandom(seed);
    int slots = 3 + random.nextInt(4);
    int pool = slots + random.nextInt(3 * slots);
    List<UUID> workers = IntStream.range(0, 3).mapToObj(i -> new UUID(1, i)).toList();
    List<Deque<Integer>> held = new ArrayList<>();
    workers.forEach(worker -> held.add(new ArrayDeque<>()));
    for (int round = 0; round < 10_000; round++) {
      int ending = random.nextInt(3);
      held.get(ending).poll();
      int used = held.stream().flatMap(Deque::stream).mapToInt(n -> n).sum();
      List<Worker> all =
          IntStream.range(0, 3)
              .mapToObj(i -> new Worker(workers.get(i), slots, slots - sum(held.get(i))))
              .toList();
      List<Due> due = new ArrayList<>(List.of(due(0, slots)));
      IntStream.range(1, 30).forEach(i -> due.add(due(i, 1)));
      List<Claim> claims = List.of(new Claim(workers.get(ending), all.get(ending).free()));
      for (Allotment.Given given : Allotment.of(pool - used, due, claims, () -> all)) {
        if (given.step().slots() == slots) {
          return;
        }
        held.get(ending).add(given.step().slots());
      }
    }
    throw new AssertionError("the big step never started");
  }

  private static int sum(Deque<Integer> held) {
    return held.stream().mapToInt(n -> n).sum();
  }

  private static List<String> given(int room, List<Integer> slots, Worker... workers) {
    List<Due> due = IntStream.range(0, slots.size()).mapToObj(i -> due(i, slots.get(i))).toList();
    List<Worker> all = List.of(workers);
    List<Claim> claims = all.stream().map(w -> new Claim(w.session(), w.free())).toList();
    return Allotment.of(room, due, claims, () -> all).stream()
        .map(
            given ->
                "%d:%d to %s"
                    .formatted(
                        given.step().stepRun().getLeastSignificantBits(),
                        given.step().slots(),
                        claims.get(given.claim()).session().equals(A) ? "A" : "B"))
        .toList();
  }

  private static Due due(int number, int slots) {
    return new Due(new UUID(7, number), slots);
  }
}
