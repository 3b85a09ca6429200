package dev.millrace.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server on this machine, or to several in turn, that can be shut: whoever comes is
 * refused then, as by no server.
 */
final class Gate implements AutoCloseable {
  private final int port;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
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
    try (client;
        var upstream = new Socket(InetAddress.getLoopbackAddress(), next())) {
      open.add(upstream);
      Thread back = Thread.startVirtualThread(() -> copy(upstream, client));
      copy(client, upstream);
      back.join();
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
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      open.remove(from); // one of both is gone, and so is the connection
    }
  }

  @Override
  public void close() {
    try {
      shut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
