package dev.millrace.api.identity;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.TestClient;
import dev.millrace.api.TestClient.Answer;
import dev.millrace.api.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guesses at two servers of one database, whose proxies are this machine and 10.0.0.0/8. The
 * addresses of clients are from networks for documentation.
 */
@Tag("slow")
class LoginThrottleTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String OWNER = "203.0.113.7";

  private static final TestService service = TestService.shared();
  private static MillraceServer.Running one;
  private static MillraceServer.Running two;

  @BeforeAll
  static void twoServersBehindProxies() {
    var settings = Map.of("millrace.trusted-proxies", "127.0.0.1, ::1, 10.0.0.0/8");
    one = service.startServer(settings);
    two = service.startServer(settings);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void guessesThatArriveTogetherAtTwoServersDoNotPassTogether() throws Exception {
    String name = user();
    List<Callable<Answer>> guesses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      TestClient server = from(i % 2 == 0 ? one : two, "198.51.100.1");
      String guess = "guess number " + i;
      guesses.add(() -> guess(server, name, guess));
    }
    Map<Integer, Long> answers =
        together(guesses).stream().collect(groupingBy(Answer::status, counting()));
    assertThat(answers).containsOnly(Map.entry(401, 10L), Map.entry(429, 50L));
    // The eleventh is refused although it is right, and by both.
    guess(from(one, "198.51.100.1"), name, PASSWORD).expect(429);
    guess(from(two, "198.51.100.1"), name, PASSWORD).expect(429);
  }

  @Test
  void signInsThatSucceedTogetherCountAsNothing() throws Exception {
    String name = user();
    List<Callable<Answer>> signIns = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int turn = i;
      signIns.add(() -> guess(from(turn % 2 == 0 ? one : two, OWNER), name, PASSWORD));
      if (i % 10 == 9) {
        assertThat(together(signIns)).allSatisfy(answer -> answer.expect(204));
        signIns.clear();
      }
    }
    guess(from(one, OWNER), name, "a slip").expect(401);
    guess(from(one, OWNER), name, PASSWORD).expect(204);
  }

  @Test
  void oneAddressCannotGuessAtManyNames() {
    TestClient guesser = from(one, "198.51.100.2");
    for (int i = 0; i < 50; i++) {
      guess(guesser, "nobody-" + i, "x").expect(401);
    }
    guess(guesser, "nobody-50", "x").expect(429);
    guess(from(one, "198.51.100.3"), "nobody-50", "x").expect(401);
  }

  @Test
  void allAddressesOfASubscriberAreOne() {
    String name = user();
    for (int i = 0; i < 10; i++) {
      guess(from(one, "2001:db8:1:2::" + i), name, "x").expect(401);
    }
    guess(from(one, "2001:db8:1:2:ffff::1"), name, "x").expect(429);
    guess(from(one, "2001:db8:1:3::1"), name, "x").expect(401);
  }

  @Test
  void whoeverGuessesAtANameDoesNotKeepItsOwnerOut() {
    String name = user();
    guess(from(one, OWNER), name, PASSWORD).expect(204);
    for (int address = 1; address <= 10; address++) {
      for (int i = 0; i < 10; i++) {
        guess(from(one, "192.0.2." + address), name, "x").expect(401);
      }
    }
    guess(from(two, "192.0.2.99"), name, PASSWORD).expect(429);
    guess(from(two, OWNER), name, PASSWORD).expect(204);
  }

  @Test
  void wrongLinksOfOthersLockNoUserOutAndDoNotFillTheAudit() {
    String wrong = "wrong-" + UUID.randomUUID();
    String address = "198.51.100.4";
    for (int i = 0; i < 70; i++) {
      from(one, address).post("/api/v1/login", Map.of("token", wrong + i)).expect(401);
    }
    String path = one.loginLink().path();
    from(two, address)
        .post("/api/v1/login", Map.of("token", path.substring(path.indexOf("#t=") + 3)))
        .expect(204);
    assertThat(refusalsFrom(address)).isEqualTo(50);
    guess(from(one, address), user(), PASSWORD).expect(204);
  }

  @Test
  void theOwnPasswordIsNotGuessedThroughAStolenSession() {
    String name = user();
    TestClient stolen = from(one, "198.51.100.5").browser();
    guess(stolen, name, PASSWORD).expect(204);
    stolen.get("/api/v1/me").expect(200);
    for (int i = 0; i < 10; i++) {
      stolen.put("/api/v1/me/password", change("guess " + i)).expect(403);
    }
    assertThat(stolen.put("/api/v1/me/password", change(PASSWORD)).expect(429).code())
        .isEqualTo("LOGIN_THROTTLED");
  }

  @Test
  void healthAnswersWhileManyPasswordsWait() throws Exception {
    String name = user();
    List<Callable<Answer>> guesses = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      TestClient client = from(one, "100.64.%d.1".formatted(i));
      guesses.add(() -> guess(client, name, "x"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = guesses.stream().map(threads::submit).toList();
      TestClient watchdog = service.clientOf(one);
      long slowest = 0;
      while (!answers.stream().allMatch(Future::isDone)) {
        long began = System.nanoTime();
        watchdog.get("/api/v1/health/ready").expect(200);
        slowest = Math.max(slowest, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(3));
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.get().status()).isIn(401, 429, 503));
      assertThat(answers)
          .anySatisfy(answer -> assertThat(answer.get().code()).isEqualTo("LOGIN_BUSY"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // X-Forwarded-For                | Forwarded                        | the client
        "-                                | -                                | 127.0.0.1",
        "203.0.113.20                     | -                                | 203.0.113.20",
        "1.2.3.4, 203.0.113.21            | -                                | 203.0.113.21",
        "1.2.3.4, 203.0.113.22, 10.1.1.1  | -                                | 203.0.113.22",
        "10.9.9.9, 10.1.1.1               | -                                | 10.9.9.9",
        "203.0.113.23:4711                | -                                | 203.0.113.23",
        "1.2.3.4, nonsense                | -                                | 127.0.0.1",
        "1.2.3.4, unknown, 10.1.1.2       | -                                | 10.1.1.2",
        "203.0.113.24,                    | -                                | 127.0.0.1",
        "-      | for=203.0.113.25;proto=https;by=10.0.0.1                   | 203.0.113.25",
        "-      | for=1.2.3.4, For=\"203.0.113.26:99\"                       | 203.0.113.26",
        "-      | for=\"[2001:db8::26]:99\";proto=http, for=10.2.2.2         | 2001:db8:0:0:0:0:0:26",
        "-      | for=\"1.2.3.4, for=203.0.113.27\"                          | 127.0.0.1",
        "-      | for=_hidden                                                | 127.0.0.1",
        "203.0.113.28                     | for=203.0.113.28                 | 203.0.113.28",
        "203.0.113.29                     | for=1.2.3.4                      | 127.0.0.1",
      })
  void theClientIsTheLastAddressThatNoTrustedProxyHas(
      String simple, String standard, String client) {
    TestClient request = from(one, simple, standard);
    request.post("/api/v1/login", Map.of("token", "x")).expect(401);
    assertThat(lastRefusal()).isEqualTo("from " + client);
  }

  @Test
  void whatAnUntrustedProxySaysOfAddressesIsIgnored() {
    service
        .anonymous()
        .header("X-Forwarded-For", "203.0.113.30")
        .header("Forwarded", "for=203.0.113.30")
        .post("/api/v1/login", Map.of("token", "x"))
        .expect(401);
    assertThat(lastRefusal()).isEqualTo("from 127.0.0.1");
    String name = user();
    for (int i = 0; i < 10; i++) {
      guess(service.anonymous().header("X-Forwarded-For", "203.0.113." + (40 + i)), name, "x")
          .expect(401);
    }
    guess(service.anonymous().header("X-Forwarded-For", "203.0.113.60"), name, "x").expect(429);
  }

  private static Map<String, String> change(String current) {
    return Map.of("current", current, "password", "another long password");
  }

  private static Answer guess(TestClient client, String name, String password) {
    return client.post("/api/v1/login", Map.of("name", name, "password", password));
  }

  private static TestClient from(MillraceServer.Running server, String address) {
    return service
        .anonymous()
        .at(server.port())
        .header("X-Forwarded-For", "6.6.6.6, " + address + ", 10.3.3.3");
  }

  private static TestClient from(MillraceServer.Running server, String simple, String standard) {
    TestClient client = service.anonymous().at(server.port());
    client = simple == null ? client : client.header("X-Forwarded-For", simple);
    return standard == null ? client : client.header("Forwarded", standard);
  }

  private static List<Answer> together(List<Callable<Answer>> calls)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static String lastRefusal() {
    return service
        .sql()
        .sql("SELECT detail FROM audit WHERE action = 'login.refuse' ORDER BY id DESC LIMIT 1")
        .query(String.class)
        .single();
  }

  private static long refusalsFrom(String address) {
    return service
        .sql()
        .sql("SELECT count(*) FROM audit WHERE action = 'login.refuse' AND detail = ?")
        .param("from " + address)
        .query(Long.class)
        .single();
  }

  private static String user() {
    String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    service.admin().post("/api/v1/users", Map.of("name", name, "password", PASSWORD)).expect(201);
    return name;
  }
}
