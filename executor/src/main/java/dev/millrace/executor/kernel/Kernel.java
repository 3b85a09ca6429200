package dev.millrace.executor.kernel;

import java.time.Duration;
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

  /** Interrupts what runs, as the kernelspec wants it. Returns at once. */
  void interrupt();

  /** Completes as soon as the kernel's process has ended. Never exceptionally. */
  CompletableFuture<ProcessEnd> end();

  /** How many messages were dropped because their signature or form was wrong. */
  long droppedMessages();

  /** For how long the kernel's heartbeat has not been answered; zero while it answers. */
  Duration silence();

  /**
   * Ends the kernel and all its processes with rising force, within 12 s: an interrupt if it is
   * busy, a {@code shutdown_request}, SIGTERM, SIGKILL.
   */
  ProcessEnd shutdown() throws InterruptedException;

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
   */
  record ExecuteRequest(String code, boolean silent, boolean stopOnError) {}

  /**
   * A request on its way.
   *
   * @param id the id that messages belonging to it carry as their parent's
   * @param result the content of the {@code execute_reply} and when it was made; exceptionally a
   *     {@link KernelException.Died}
   */
  record Execution(String id, CompletableFuture<KernelMessage> result) {}
}
