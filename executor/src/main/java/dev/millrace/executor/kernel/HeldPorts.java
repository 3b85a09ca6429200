package dev.millrace.executor.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Local TCP ports that nobody else is given while they are held, but that a kernel can bind.
 *
 * <p>A socket that is bound and does not listen keeps the system from handing out its port, and
 * Linux lets another socket bind it if both set SO_REUSEADDR, which libzmq does. So two kernels
 * that start at once never get the same port.
 */
final class HeldPorts implements AutoCloseable {
  private final List<SocketChannel> sockets = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private HeldPorts() {}

  /** Takes free ports of 127.0.0.1. */
  static HeldPorts take(int count) throws IOException {
    HeldPorts held = new HeldPorts();
    try {
      for (int i = 0; i < count; i++) {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET);
        held.sockets.add(socket);
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        held.ports.add(((InetSocketAddress) socket.getLocalAddress()).getPort());
      }
      return held;
    } catch (IOException e) {
      held.close();
      throw e;
    }
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Gives the ports up; whoever bound them meanwhile keeps them. */
  @Override
  public void close() {
    for (SocketChannel socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
