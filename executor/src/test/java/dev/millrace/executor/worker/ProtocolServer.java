package dev.millrace.executor.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.EnvironmentRequest;
import dev.millrace.executor.protocol.EventsRequest;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.ReportsAnswer;
import dev.millrace.executor.protocol.ReportsRequest;
import dev.millrace.executor.protocol.SessionRequest;
import dev.millrace.executor.protocol.StartRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the worker protocol over real HTTP with its state in memory: tokens, parked
 * claims and heartbeats, epochs, stored answers. It can go away and come back, and lose answers on
 * the way.
 */
final class ProtocolServer implements AutoCloseable {
  static final String POOL_TOKEN = "pool-token";

  final ServerState state;
  private final Set<String> answersToLose = ConcurrentHashMap.newKeySet();
  private final Set<String> interceptedCalls = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Page interposed;
  private volatile Set<String> passed = Set.of();
  private final int port;
  private HttpServer http;
  private ExecutorService threads;

  ProtocolServer(ServerState state) throws IOException {
    this.state = state;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.port = http.getAddress().getPort();
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    serve();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Nobody answers from now on; what is under way is cut off. */
  void goAway() {
    http.stop(0);
    threads.shutdownNow();
  }

  void comeBack() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    serve();
  }

  /**
   * Something else answers every request from now on, as a proxy does whose server is away; null:
   * nothing does.
   *
   * @param letThrough kinds of calls that still reach the server, as the last part of their path
   *     says: heartbeat, reports, events
   */
  void interpose(@Nullable Page page, String... letThrough) {
    passed = Set.of(letThrough);
    interposed = page;
  }

  /** Waits until each of these kinds of calls was answered by something else. */
  void awaitIntercepted(String... calls) throws InterruptedException {
    state.await(
        "something else answers " + List.of(calls),
        () -> interceptedCalls.containsAll(List.of(calls)));
  }

  /** What something else says. */
  record Page(int status, String text) {}

  /** The next request of this kind takes effect, and its answer is lost. */
  void loseNextAnswer(String kind) {
    answersToLose.add(kind);
  }

  @Override
  public void close() {
    goAway();
  }

  private void serve() {
    http.setExecutor(threads);
    http.createContext(WorkerProtocol.ROOT + "/", this::handle);
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path =
        exchange.getRequestURI().getPath().substring(WorkerProtocol.ROOT.length() + 1).split("/");
    byte[] body = exchange.getRequestBody().readAllBytes();
    Page page = interposed;
    String call = path[path.length - 1];
    if (page != null && !passed.contains(call)) {
      interceptedCalls.add(call);
      byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(page.status(), text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
      return;
    }
    try {
      Object answer = route(exchange, path, body);
      if (isToBeLost(path, body)) {
        exchange.close();
        return;
      }
      byte[] bytes =
          answer instanceof byte[] raw ? raw : WorkerProtocol.json().writeValueAsBytes(answer);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (Refusal refusal) {
      byte[] problem =
          "{\"code\":\"%s\",\"detail\":\"%s\",\"where\":{\"pointer\":\"%s\"}}"
              .formatted(refusal.code(), refusal.detail(), refusal.pointer())
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refusal.status(), problem.length);
      exchange.getResponseBody().write(problem);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private boolean isToBeLost(String[] path, byte[] body) {
    if (!path[0].equals("reports")) {
      return answersToLose.remove(path[path.length - 1]);
    }
    boolean lost = false;
    for (ReportsRequest.Report report : read(body, ReportsRequest.class).reports()) {
      lost |= answersToLose.remove(report.start() == null ? "complete" : "start");
    }
    return lost;
  }

  private ReportsAnswer reports(ReportsRequest request) {
    return new ReportsAnswer(request.reports().stream().map(this::answer).toList());
  }

  private ReportsAnswer.Answer answer(ReportsRequest.Report report) {
    StartRequest start = report.start();
    CompleteRequest complete = report.complete();
    try {
      return start != null
          ? new ReportsAnswer.Answer(state.start(report.attempt(), start), null)
          : new ReportsAnswer.Answer(
              null, state.complete(report.attempt(), Objects.requireNonNull(complete)));
    } catch (Refusal refusal) {
      return ReportsAnswer.Answer.NONE;
    }
  }

  private Object route(HttpExchange exchange, String[] path, byte[] body)
      throws InterruptedException {
    String token =
        exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
    if (path[0].equals("sessions")) {
      return state.open(token, read(body, SessionRequest.class));
    }
    state.authorise(token);
    return switch (path[0]) {
      case "claims" -> state.claim(token, read(body, ClaimRequest.class));
      case "heartbeat" -> state.heartbeat(token, read(body, HeartbeatRequest.class));
      case "snapshots" ->
          path.length == 2 ? state.files.manifest(path[1]) : state.files.blob(path[3]);
      case "reports" -> reports(read(body, ReportsRequest.class));
      case "attempts" -> attempt(exchange.getRequestMethod(), path, body);
      default -> throw new Refusal(404, "NOT_FOUND");
    };
  }

  private Object attempt(String method, String[] path, byte[] body) {
    UUID id = UUID.fromString(path[1]);
    return switch (path[2]) {
      case "start" -> state.start(id, read(body, StartRequest.class));
      case "events" -> state.events(id, read(body, EventsRequest.class));
      case "complete" -> state.complete(id, read(body, CompleteRequest.class));
      case "environment" -> state.environment(id, read(body, EnvironmentRequest.class));
      case "unpublished" -> state.unpublished(id);
      case "files" -> {
        if (method.equals("GET")) {
          yield state.files.blob(path[3]);
        }
        state.files.put(path[3], body);
        yield new byte[0];
      }
      default -> throw new Refusal(404, "NOT_FOUND");
    };
  }

  private static <T> T read(byte[] body, Class<T> type) {
    return WorkerProtocol.json().readValue(body, type);
  }
}
