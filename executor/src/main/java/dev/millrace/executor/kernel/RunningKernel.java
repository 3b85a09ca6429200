package dev.millrace.executor.kernel;

import dev.millrace.executor.kernel.ConnectionInfo.Channel;
import dev.millrace.executor.kernel.KernelSpec.InterruptMode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A kernel's process and the connection to it. */
final class RunningKernel implements Kernel {
  private static final Logger LOG = LoggerFactory.getLogger(RunningKernel.class);
  private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);
  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(3);
  private static final Duration TERMINATE_GRACE = Duration.ofSeconds(3);

  // An idle kernel: together less than 4 s, after which the worker kills what an attempt left.
  private static final Duration IDLE_SHUTDOWN_GRACE = Duration.ofMillis(2_500);
  private static final Duration IDLE_TERMINATE_GRACE = Duration.ofSeconds(1);

  private static final Duration RETRY_INFO = Duration.ofMillis(100);

  private final String kernelName;
  private final InterruptMode interruptMode;
  private final OwnedProcess process;
  private final MessageCodec codec;
  private final KernelListener listener;
  private final KernelChannels channels;
  private final PendingExecutions executions = new PendingExecutions();
  private final CompletableFuture<JsonNode> info = new CompletableFuture<>();
  private final CompletableFuture<Void> heard = new CompletableFuture<>();
  private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
  private final LastWords lastWords;
  private volatile @Nullable PythonProbe probe;

  RunningKernel(
      InterruptMode interruptMode,
      ConnectionInfo connection,
      OwnedProcess process,
      ZContext context,
      KernelListener listener,
      LastWords lastWords)
      throws IOException {
    this.kernelName = connection.kernelName();
    this.interruptMode = interruptMode;
    this.process = process;
    this.codec = new MessageCodec(connection.key(), Clock.systemUTC());
    this.listener = listener;
    this.lastWords = lastWords;
    this.channels = new KernelChannels(context, connection, new Inbox());
    Thread.ofPlatform()
        .daemon()
        .name("kernel-" + connection.kernelName() + "-" + process.guardPid())
        .start(channels);
    var unused = process.end().thenRun(channels::close);
  }

  /**
   * Waits until the kernel has answered and its broadcasts are heard; without the latter the first
   * cell's output could be missed.
   *
   * @return whether it is ready; otherwise it has died or the time is over
   */
  boolean awaitReady(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletableFuture<Void> ready = CompletableFuture.allOf(info, heard);
    CompletableFuture<Object> any = CompletableFuture.anyOf(ready, process.end());
    requestInfo();
    while (true) {
      try {
        long left = deadline - System.nanoTime();
        any.get(Math.max(0, Math.min(left, RETRY_INFO.toNanos())), TimeUnit.NANOSECONDS);
        return ready.isDone();
      } catch (TimeoutException e) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        if (info.isDone()) {
          // It answered before our subscription reached it; each further request is broadcast
          // again.
          requestInfo();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public JsonNode info() {
    return info.join();
  }

  @Override
  public Execution execute(ExecuteRequest request, Consumer<String> announce) {
    var content = JsonNodeFactory.instance.objectNode();
    content
        .put("code", request.code())
        .put("silent", request.silent())
        .put("store_history", !request.silent())
        .put("allow_stdin", false)
        .put("stop_on_error", request.stopOnError())
        .putObject("user_expressions");
    request
        .expressions()
        .forEach((name, code) -> content.withObjectProperty("user_expressions").put(name, code));
    MessageCodec.Request message = codec.request("execute_request", content);
    // Known before it is sent: the answer may be faster than this thread.
    CompletableFuture<KernelMessage> result = executions.add(message.id());
    announce.accept(message.id());
    channels.send(Channel.SHELL, message.frames());
    return new Execution(message.id(), result);
  }

  @Override
  public void tellComm(String comm, JsonNode data) {
    ObjectNode content = JsonNodeFactory.instance.objectNode().put("comm_id", comm);
    content.set("data", data);
    channels.send(Channel.SHELL, codec.request("comm_msg", content).frames());
  }

  @Override
  public void interrupt() {
    if (interruptMode == InterruptMode.MESSAGE) {
      channels.send(
          Channel.CONTROL,
          codec.request("interrupt_request", JsonNodeFactory.instance.objectNode()).frames());
    } else {
      process.interrupt();
    }
  }

  @Override
  public CompletableFuture<ProcessEnd> end() {
    return process.end();
  }

  @Override
  public long droppedMessages() {
    return codec.dropped();
  }

  @Override
  public Duration silence() {
    return channels.silence();
  }

  @Override
  public void retire() throws InterruptedException {
    PythonProbe asked = probe;
    if (!isBusy() && asked != null && asked.nothingIsLeft()) {
      Thread.ofVirtual().name("retired-kernel-" + process.guardPid()).start(this::endBehind);
    } else {
      shutdown();
    }
  }

  private void endBehind() {
    try {
      shutdown();
    } catch (InterruptedException e) {
      close();
    }
  }

  @Override
  public LastWords lastWords() {
    return lastWords;
  }

  /** Asks what a notebook will be compared with at its end. Nothing has run yet. */
  void begin(ProcessMarker marker) throws InterruptedException {
    probe = PythonProbe.start(this, marker, lastWords);
  }

  @Override
  public ProcessEnd shutdown() throws InterruptedException {
    boolean busy = isBusy();
    if (busy) {
      interrupt();
      if (awaitEnd(INTERRUPT_GRACE, true)) {
        LOG.debug("the kernel of guard {} stopped working when interrupted", process.guardPid());
      }
    }
    channels.send(
        Channel.CONTROL,
        codec
            .request(
                "shutdown_request", JsonNodeFactory.instance.objectNode().put("restart", false))
            .frames());
    if (!awaitEnd(busy ? SHUTDOWN_GRACE : IDLE_SHUTDOWN_GRACE, false)) {
      LOG.info("kernel of guard {} did not shut down when asked: SIGTERM", process.guardPid());
      process.terminate();
      if (!awaitEnd(busy ? TERMINATE_GRACE : IDLE_TERMINATE_GRACE, false)) {
        LOG.info("kernel of guard {} did not end on SIGTERM: SIGKILL", process.guardPid());
        process.kill();
      }
    }
    try {
      return process.end().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Completes when the process has ended, its last words are heard and the sockets are closed. */
  CompletableFuture<Void> disconnected() {
    return disconnected;
  }

  @Override
  public void close() {
    process.kill();
    lastWords.close();
  }

  /** Whether the kernel ended (or, if that is enough, finished its work) within this time. */
  private boolean awaitEnd(Duration time, boolean idleIsEnough) throws InterruptedException {
    CompletableFuture<?> idle =
        idleIsEnough ? executions.whenEmpty() : new CompletableFuture<@Nullable Object>();
    try {
      CompletableFuture.anyOf(process.end(), idle).get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isBusy() {
    return !executions.isEmpty();
  }

  private void requestInfo() {
    channels.send(
        Channel.SHELL,
        codec.request("kernel_info_request", JsonNodeFactory.instance.objectNode()).frames());
  }

  /** What the channels' thread does with what arrives. */
  private final class Inbox implements KernelChannels.Receiver {
    @Override
    public void received(Channel channel, List<byte[]> frames) {
      Optional<KernelMessage> message = codec.decode(frames);
      if (message.isEmpty()) {
        dropped(channel);
      } else if (channel == Channel.IOPUB) {
        broadcast(message.get());
      } else {
        answered(message.get());
      }
    }

    private void dropped(Channel channel) {
      // Once: whoever can send one can send a million.
      if (codec.dropped() == 1) {
        LOG.warn(
            "a message on {} of kernel '{}' is not signed with its key or has no proper form: it is ignored, and so will others be, without a word",
            channel,
            kernelName);
      }
    }

    private void answered(KernelMessage message) {
      if (message.type().equals("kernel_info_reply")) {
        info.complete(message.content());
        executions.probeReplied(message.parentId());
      } else if (message.type().equals("execute_reply")) {
        executions.replied(message);
      }
    }

    private void broadcast(KernelMessage message) {
      heard.complete(null);
      // The listener first: whoever waits for the end has then heard all that came before it.
      listener.broadcast(message);
      executions.broadcast();
      if (message.type().equals("status")
          && message.content().path("execution_state").asString("").equals("idle")) {
        executions.idle(message.parentId());
      }
    }

    @Override
    public void tick() {
      executions.expire();
      if (executions.needsProbe()) {
        var probe = codec.request("kernel_info_request", JsonNodeFactory.instance.objectNode());
        executions.probing(probe.id());
        channels.send(Channel.SHELL, probe.frames());
      }
    }

    @Override
    public void closed() {
      // Either the process has ended, or the connection broke and the kernel is of no use any more.
      process.kill();
      var unused =
          process
              .end()
              .thenAccept(executions::died)
              .whenComplete((done, failure) -> disconnected.complete(null));
    }
  }
}
