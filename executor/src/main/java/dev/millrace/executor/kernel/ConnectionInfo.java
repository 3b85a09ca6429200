package dev.millrace.executor.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a kernel listens and the secret that signs its messages.
 *
 * @param ports one for each channel
 * @param key 256 random bits in hexadecimal
 */
record ConnectionInfo(Map<Channel, Integer> ports, String key, String kernelName) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Gives each channel one of the ports and makes a key. */
  static ConnectionInfo create(List<Integer> ports, String kernelName) {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    Map<Channel, Integer> byChannel = new EnumMap<>(Channel.class);
    Iterator<Integer> next = ports.iterator();
    for (Channel channel : Channel.values()) {
      byChannel.put(channel, next.next());
    }
    return new ConnectionInfo(byChannel, HexFormat.of().formatHex(key), kernelName);
  }

  private int port(Channel channel) {
    return Objects.requireNonNull(ports.get(channel));
  }

  String address(Channel channel) {
    return "tcp://127.0.0.1:" + port(channel);
  }

  /** Writes Jupyter's connection file, readable by its owner only from its first byte on. */
  void write(Path file) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Channel channel : Channel.values()) {
      json.put(channel.portField(), port(channel));
    }
    json.put("ip", "127.0.0.1")
        .put("transport", "tcp")
        .put("signature_scheme", "hmac-sha256")
        .put("key", key)
        .put("kernel_name", kernelName);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var out =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      var bytes = java.nio.ByteBuffer.wrap(json.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** The sockets of a kernel. */
  enum Channel {
    SHELL("shell_port"),
    IOPUB("iopub_port"),
    STDIN("stdin_port"),
    CONTROL("control_port"),
    HEARTBEAT("hb_port");

    private final String portField;

    Channel(String portField) {
      this.portField = portField;
    }

    String portField() {
      return portField;
    }
  }
}
