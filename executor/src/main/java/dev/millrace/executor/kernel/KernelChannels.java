package dev.millrace.executor.kernel;

import dev.millrace.executor.kernel.ConnectionInfo.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;

/**
 * The sockets of one kernel and the only thread that touches them; JeroMQ's are not safe for more.
 *
 * <p>Others hand it frames to send and are called back with what arrives.
 */
final class KernelChannels implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChannels.class);

  /**
   * One message of more than this cuts the connection, which then is made anew: a JVM has one heap
   * for all.
   */
  private static final long MAX_MESSAGE = 256L << 20;

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** How many messages of one socket are read before the others get their turn. */
  private static final int BATCH = 256;

  /** How long after its death a kernel's end of a connection may seem open. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** How long silence must last to be the end of what was read from a connection that is closed. */
  private static final Duration SILENCE = Duration.ofMillis(50);

  private final ZContext context;
  private final ConnectionInfo connection;
  private final Receiver receiver;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final Pipe.SourceChannel wakeSource;
  private final Pipe.SinkChannel wakeSink;
  private volatile boolean closing;

  /** How many of the sockets that carry words are connected. */
  private final AtomicInteger connected = new AtomicInteger();

  private long nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
  private volatile long lastAnswer = System.nanoTime();

  /** Is called by the channels' thread. */
  interface Receiver {
    void received(Channel channel, List<byte[]> frames);

    /** About twice a second. */
    void tick();

    /** The last call. */
    void closed();
  }

  KernelChannels(ZContext context, ConnectionInfo connection, Receiver receiver)
      throws IOException {
    this.context = context;
    this.connection = connection;
    this.receiver = receiver;
    Pipe wake = Pipe.open();
    this.wakeSource = wake.source();
    this.wakeSink = wake.sink();
    wakeSource.configureBlocking(false);
    wakeSink.configureBlocking(false);
  }

  void send(Channel channel, List<byte[]> frames) {
    outgoing.add(new Outgoing(channel, frames));
    wakeUp();
  }

  /** Reads what has arrived, then closes the sockets. Returns at once. */
  void close() {
    closing = true;
    wakeUp();
  }

  /** Since when the heartbeat has not been answered. */
  Duration silence() {
    Duration since = Duration.ofNanos(System.nanoTime() - lastAnswer);
    return since.compareTo(HEARTBEAT.multipliedBy(2)) < 0 ? Duration.ZERO : since;
  }

  @Override
  public void run() {
    Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    try (wakeSource;
        wakeSink;
        ZMQ.Poller poller = context.createPoller(Channel.values().length + 1)) {
      for (Channel channel :
          List.of(Channel.IOPUB, Channel.SHELL, Channel.CONTROL, Channel.HEARTBEAT)) {
        ZMQ.Socket socket = open(channel);
        sockets.put(channel, socket);
        poller.register(socket, ZMQ.Poller.POLLIN);
      }
      poller.register(wakeSource, ZMQ.Poller.POLLIN);
      while (!closing) {
        poller.poll(TICK.toMillis());
        drainWake();
        sendAll(sockets);
        receiveAll(sockets);
        heartbeat(sockets.get(Channel.HEARTBEAT));
        receiver.tick();
      }
      // The bell of close() may still be to come, and would be taken for words.
      poller.unregister(wakeSource);
      receiveLastWords(poller, sockets);
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "the connection to kernel {} broke; the kernel is given up", connection.kernelName(), e);
    } finally {
      sockets.values().forEach(ZMQ.Socket::close);
      receiver.closed();
    }
  }

  /**
   * What a dead kernel has sent is on its way until its connections are seen to be closed, however
   * busy the machine is.
   */
  private void receiveLastWords(ZMQ.Poller poller, Map<Channel, ZMQ.Socket> sockets) {
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    boolean open;
    do {
      open = connected.get() > 0 && System.nanoTime() - end < 0;
      receiveAll(sockets);
    } while (poller.poll(SILENCE.toMillis()) > 0 || open);
  }

  private ZMQ.Socket open(Channel channel) {
    ZMQ.Socket socket =
        context.createSocket(channel == Channel.IOPUB ? SocketType.SUB : SocketType.DEALER);
    socket.setLinger(0);
    socket.setReconnectIVL(channel == Channel.SHELL || channel == Channel.IOPUB ? 20 : 200);
    socket.setRcvHWM(channel == Channel.IOPUB ? 20_000 : 1_000);
    socket.setMaxMsgSize(MAX_MESSAGE);
    if (channel == Channel.SHELL || channel == Channel.IOPUB) {
      socket.setEventHook(
          event -> connected.addAndGet(event.getEvent() == ZMonitor.Event.CONNECTED ? 1 : -1),
          ZMQ.EVENT_CONNECTED | ZMQ.EVENT_DISCONNECTED);
    }
    socket.connect(connection.address(channel));
    if (channel == Channel.IOPUB) {
      socket.subscribe(new byte[0]);
    }
    return socket;
  }

  private void sendAll(Map<Channel, ZMQ.Socket> sockets) {
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      ZMQ.Socket socket = sockets.get(next.channel());
      if (socket == null) {
        continue;
      }
      int last = next.frames().size() - 1;
      for (int i = 0; i <= last; i++) {
        socket.send(next.frames().get(i), ZMQ.DONTWAIT | (i < last ? ZMQ.SNDMORE : 0));
      }
    }
  }

  private void receiveAll(Map<Channel, ZMQ.Socket> sockets) {
    sockets.forEach(
        (channel, socket) -> {
          for (int i = 0; i < BATCH; i++) {
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            if (frame == null) {
              return;
            }
            List<byte[]> frames = new ArrayList<>();
            frames.add(frame);
            while (socket.hasReceiveMore()) {
              frames.add(socket.recv());
            }
            if (channel == Channel.HEARTBEAT) {
              lastAnswer = System.nanoTime();
            } else {
              receiver.received(channel, frames);
            }
          }
        });
  }

  private void heartbeat(ZMQ.@org.jspecify.annotations.Nullable Socket socket) {
    if (socket != null && System.nanoTime() - nextHeartbeat >= 0) {
      nextHeartbeat = System.nanoTime() + HEARTBEAT.toNanos();
      socket.send(new byte[0], ZMQ.DONTWAIT | ZMQ.SNDMORE);
      socket.send("ping".getBytes(java.nio.charset.StandardCharsets.US_ASCII), ZMQ.DONTWAIT);
    }
  }

  private void wakeUp() {
    try {
      wakeSink.write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException e) {
      // Closed: the thread has ended and there is nobody to wake.
      LOG.trace("channels of {} are closed", connection.kernelName(), e);
    }
  }

  private void drainWake() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    while (wakeSource.read(buffer) > 0) {
      buffer.clear();
    }
  }

  private record Outgoing(Channel channel, List<byte[]> frames) {}
}
