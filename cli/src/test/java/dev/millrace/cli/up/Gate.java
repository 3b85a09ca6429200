package dev.millrace.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a server on this machine, or to several in turn, that can be shut: whoever comes is
 * refused then, as by no server. It can be held, too: then it is as silent as a cable that is cut.
 */
final class Gate implements AutoCloseable {
  private final int port;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock flow = new ReentrantLock();
  private final Condition flows = flow.newCondition();
  private boolean held;
  private volatile List<Integer> servers;
  private volatile ServerSocket listening;

  /** An open way to that port. */
  Gate(int server) throws IOException {
    this.servers = List.of(server);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listening.getLocalPort();
    Thread.startVirtualThread(this::serve);
  }

  int port() {
    return port;
  }

  /**
   * Leads to these servers instead, one connection after the other, whether they are there or not;
   * cuts what is connected.
   */
  void lead(Integer... ports) throws IOException {
    servers = List.of(ports);
    cut();
  }

  /** Refuses from now on, and cuts what is connected. */
  void shut() throws IOException {
    listening.close();
    cut();
  }

  /** Cuts what is connected so that both sides are told at once; whoever comes is let in. */
  void reset() throws IOException {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        continue; // closed already
      }
      socket.close();
    }
  }

  /** Carries nothing from now on, and tells nobody: bytes and new connections just wait. */
  void hold() {
    flow.lock();
    try {
      held = true;
    } finally {
      flow.unlock();
    }
  }

  /** Carries on, with what waited first. */
  void release() {
    flow.lock();
    try {
      held = false;
      flows.signalAll();
    } finally {
      flow.unlock();
    }
  }

  private void awaitFlow() {
    flow.lock();
    try {
      while (held) {
        flows.awaitUninterruptibly();
      }
    } finally {
      flow.unlock();
    }
  }

  private void cut() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Lets through again. */
  void open() throws IOException {
    var fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listening = fresh;
    Thread.startVirtualThread(this::serve);
  }

  private void serve() {
    ServerSocket mine = listening;
    while (!mine.isClosed()) {
      try {
        Socket client = mine.accept();
        open.add(client);
        Thread.startVirtualThread(() -> connect(client));
      } catch (IOException e) {
        return; // shut
      }
    }
  }

  private void connect(Socket client) {
    awaitFlow();
    try (client;
        var upstream = new Socket(InetAddress.getLoopbackAddress(), next())) {
      open.add(upstream);
      Thread back = Thread.startVirtualThread(() -> copy(upstream, client));
      copy(client, upstream);
      back.join();
      open.remove(upstream);
    } catch (IOException e) {
      // The server is not there: the client finds its connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private int next() {
    List<Integer> all = servers;
    return all.get(Math.floorMod(connections.getAndIncrement(), all.size()));
  }

  private void copy(Socket from, Socket to) {
    try {
      byte[] some = new byte[16 << 10];
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        awaitFlow();
        to.getOutputStream().write(some, 0, n);
      }
      awaitFlow();
      to.shutdownOutput();
    } catch (IOException e) {
      // One end is gone. The other one learns it at once, as it does without a proxy.
      close(from);
      close(to);
    }
  }

  private void close(Socket end) {
    open.remove(end);
    try {
      end.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    release();
    try {
      shut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
