package dev.millrace.executor.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A running kernel that has answered. Safe for use by several threads.
 *
 * <p>It serves one attempt and dies with it.
 */
public interface Kernel extends AutoCloseable {
  /** The content of its {@code kernel_info_reply}. */
  JsonNode info();

  /**
   * Executes code. Requests wait for each other in the kernel.
   *
   * @return the request, whose result comes when the kernel answered and told that it is idle again
   */
  default Execution execute(ExecuteRequest request) {
    return execute(request, id -> {});
  }

  /**
   * As {@link #execute(ExecuteRequest)}.
   *
   * @param announce is told the execution's id before the kernel can answer
   */
  Execution execute(ExecuteRequest request, Consumer<String> announce);

  /** Sends a message to the other end of a comm, an object in the kernel. Returns at once. */
  void tellComm(String comm, JsonNode data);

  /** Interrupts what runs, as the kernelspec wants it. Returns at once. */
  void interrupt();

  /** Completes as soon as the kernel's process has ended. Never exceptionally. */
  CompletableFuture<ProcessEnd> end();

  /** How many messages were dropped because their signature or form was wrong. */
  long droppedMessages();

  /** For how long the kernel's heartbeat has not been answered; zero while it answers. */
  Duration silence();

  /**
   * Ends the kernel and all its processes with rising force, within 12 s, within 4 s if it is idle:
   * an interrupt if it is busy, a {@code shutdown_request}, SIGTERM, SIGKILL.
   */
  ProcessEnd shutdown() throws InterruptedException;

  /**
   * Ends a kernel whose work is done. Returns as soon as nothing that its code left can act any
   * more: at once where the code left nothing (the kernel then ends behind the caller), else when
   * the kernel has ended. Its processes are gone less than 4 s after the call.
   */
  void retire() throws InterruptedException;

  /** What it wrote before a crash; empty for kernels that are no ipykernel. */
  LastWords lastWords();

  /**
   * Kills the kernel and all its processes without asking; returns at once. Does nothing if it has
   * ended.
   */
  @Override
  void close();

  /**
   * What to execute.
   *
   * @param code in the kernel's language
   * @param silent whether it leaves history and execution counter alone
   * @param stopOnError whether requests that wait are aborted if this one fails
   * @param expressions evaluated after the code, by the names under which the reply has their
   *     values
   */
  record ExecuteRequest(
      String code, boolean silent, boolean stopOnError, Map<String, String> expressions) {
    public ExecuteRequest {
      expressions = Map.copyOf(expressions);
    }

    /** Code alone. */
    public ExecuteRequest(String code, boolean silent, boolean stopOnError) {
      this(code, silent, stopOnError, Map.of());
    }

    /** A question that leaves no trace: no code, one expression in the kernel's language. */
    static ExecuteRequest question(String name, String expression) {
      return new ExecuteRequest("", true, false, Map.of(name, expression));
    }
  }

  /**
   * A request on its way.
   *
   * @param id the id that messages belonging to it carry as their parent's
   * @param result the content of the {@code execute_reply} and when it was made; exceptionally a
   *     {@link KernelException.Died}, or a {@link KernelException.HalfAnswered} if one of the two
   *     words that end an execution does not come
   */
  record Execution(String id, CompletableFuture<KernelMessage> result) {}
}
