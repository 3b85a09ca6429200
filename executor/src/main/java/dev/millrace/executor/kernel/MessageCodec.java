package dev.millrace.executor.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of Jupyter messages on the wire: identities, a delimiter, an HMAC signature, four JSON
 * objects, buffers.
 *
 * <p>Reading is safe for one thread, writing for several. A message whose signature or form is
 * wrong is dropped and counted, never thrown: anything may be written to a local port.
 */
final class MessageCodec {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final String PROTOCOL_VERSION = "5.4";
  private static final int MAX_DEPTH = 500;

  /**
   * Kernels write NaN and Infinity, which JSON does not know; the notebook package repairs them.
   */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100_000)
                          .build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final SecretKeySpec key;
  private final Clock clock;
  private final String session = UUID.randomUUID().toString();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  MessageCodec(String key, Clock clock) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.clock = clock;
  }

  /** How many messages were dropped. */
  long dropped() {
    return dropped.get();
  }

  /** A request, ready to be sent. */
  Request request(String type, JsonNode content) {
    String id = session + "_" + numbers.incrementAndGet();
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header
        .put("msg_id", id)
        .put("session", session)
        .put("username", "millrace")
        .put("date", clock.instant().toString())
        .put("msg_type", type)
        .put("version", PROTOCOL_VERSION);
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    return new Request(id, encode(new KernelMessage(header, empty, empty, content, List.of())));
  }

  /** The frames of a message, without identities. */
  List<byte[]> encode(KernelMessage message) {
    List<byte[]> parts =
        List.of(
            bytes(message.header()),
            bytes(message.parent()),
            bytes(message.metadata()),
            bytes(message.content()));
    List<byte[]> frames = new ArrayList<>();
    frames.add(DELIMITER);
    frames.add(HexFormat.of().formatHex(sign(parts)).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return frames;
  }

  /** The message in these frames, or empty (and counted) if its signature or form is wrong. */
  Optional<KernelMessage> decode(List<byte[]> frames) {
    Optional<KernelMessage> message = tryDecode(frames);
    if (message.isEmpty()) {
      dropped.incrementAndGet();
    }
    return message;
  }

  private Optional<KernelMessage> tryDecode(List<byte[]> frames) {
    int start = 0;
    while (start < frames.size() && !java.util.Arrays.equals(frames.get(start), DELIMITER)) {
      start++;
    }
    if (frames.size() < start + 6) {
      return Optional.empty();
    }
    List<byte[]> parts = frames.subList(start + 2, start + 6);
    byte[] expected = HexFormat.of().formatHex(sign(parts)).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, frames.get(start + 1))) {
      return Optional.empty();
    }
    try {
      List<JsonNode> json = parts.stream().map(MessageCodec::read).toList();
      if (!json.stream().allMatch(JsonNode::isObject)) {
        return Optional.empty();
      }
      return Optional.of(
          new KernelMessage(
              json.get(0),
              json.get(1),
              json.get(2),
              json.get(3),
              List.copyOf(frames.subList(start + 6, frames.size()))));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads one part as Jupyter does: what is not UTF-8 becomes U+FFFD. A kernel writes such bytes
   * where a text holds what Python made of a file name that is not UTF-8.
   */
  private static JsonNode read(byte[] part) {
    return JSON.readTree(new String(part, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(JsonNode json) {
    return JSON.writeValueAsBytes(json);
  }

  private byte[] sign(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      parts.forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * A request on its way to a kernel.
   *
   * @param id what answers name as their parent
   */
  record Request(String id, List<byte[]> frames) {}
}
