package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two servers, six clients that do at random what they may, and every limit looked at after every
 * action. The system property {@code millrace.limits.seeds} says how many seeds, {@code
 * millrace.limits.first} which is the first.
 */
@Tag("slow")
@Tag("long")
class LimitsPropertyTest {
  private static final int CLIENTS = 6;
  private static final int ACTIONS = 60;

  private static TestDatabase database;
  private static TestServer one;
  private static TestServer two;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    one = TestServer.on(database);
    two = TestServer.on(database);
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
    database.close();
  }

  static LongStream seeds() {
    long first = Long.getLong("millrace.limits.first", 1);
    return LongStream.range(first, first + Long.getLong("millrace.limits.seeds", 6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noLimitIsExceededAndNoneLeaks(long seed) {
    database.clean();
    var random = new SplittableRandom(seed);
    Chaos chaos = chaos(random);
    var invariants = new Invariants(database);
    List<ChaosClient> clients = new ArrayList<>();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RandomGenerator own = random.split();
      TestServer server = i % 2 == 0 ? one : two;
      String pool = RandomDags.POOLS.get(i % 3 == 0 ? 1 : 0);
      var client = new ChaosClient(server, chaos, own, pool);
      clients.add(client);
      work.add(
          () -> {
            for (int action = 0; action < ACTIONS; action++) {
              client.act();
              invariants.hold();
            }
            return ACTIONS;
          });
    }
    Parallel.run(work);

    workOff(chaos, clients, invariants);
    assertThat(chaos.runs()).isPositive();
    invariants.holdAtTheEnd(chaos.dags());
  }

  private static Chaos chaos(SplittableRandom random) {
    Fleet fleet = one.get(Fleet.class);
    RandomDags.POOLS.forEach(pool -> fleet.putPool(pool, 3 + random.nextInt(4)));
    var store = new TestDags(database);
    var generator = new RandomDags(random);
    Map<UUID, Dag> dags = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      Dag dag = generator.next();
      dags.put(store.store(dag), dag);
    }
    return new Chaos(database, dags);
  }

  // Until every run has ended, by nothing but work and time: nobody comes to their aid.
  private static void workOff(Chaos chaos, List<ChaosClient> clients, Invariants invariants) {
    for (int round = 0; unfinished() > 0; round++) {
      assertThat(round).as(LimitsPropertyTest::stuck).isLessThan(500);
      boolean any = false;
      for (ChaosClient client : clients) {
        any |= client.workOff();
        invariants.hold();
      }
      if (!any) {
        chaos.pass(Duration.ofSeconds(20));
      }
      one.sweep();
    }
  }

  private static String stuck() {
    return "rounds after which these steps are still unfinished: "
        + database
            .jdbc()
            .sql(
                """
                SELECT r.id AS run, r.state AS run_state, r.rerun, r.max_active_steps, r.quarantine_reason,
                       (SELECT string_agg(e.kind, ' ' ORDER BY e.seq) FROM run_event e WHERE e.run = r.id)
                         AS events,
                       s.step, s.state, s.admitted, s.not_before, q.pool, q.slots, q.epoch,
                       q.poisoned, w.ended_at AS session_ended, w.expires_at, a.state AS attempt
                  FROM step_run s JOIN run r ON r.id = s.run
                  LEFT JOIN step_queue q ON q.step_run = s.id
                  LEFT JOIN worker_session w ON w.id = q.session
                  LEFT JOIN attempt a ON a.id = q.attempt
                 WHERE r.ended_at IS NULL AND s.ended_at IS NULL
                """)
            .query()
            .listOfRows();
  }

  private static int unfinished() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM run WHERE ended_at IS NULL")
        .query(Integer.class)
        .single();
  }
}
