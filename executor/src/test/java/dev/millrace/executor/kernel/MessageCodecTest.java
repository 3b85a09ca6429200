package dev.millrace.executor.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class MessageCodecTest {
  private final MessageCodec codec = new MessageCodec("secret", Clock.systemUTC());

  @Test
  void aMessageComesBackAsItWentBehindWhateverIdentities() {
    List<byte[]> frames = new ArrayList<>(List.of("kernel.iopub.stream".getBytes(UTF_8)));
    frames.addAll(request().frames());
    frames.add(new byte[] {1, 2, 3});
    KernelMessage message = codec.decode(frames).orElseThrow();
    assertThat(message.type()).isEqualTo("execute_request");
    assertThat(message.content().path("code").asString()).isEqualTo("1 + 1");
    assertThat(message.buffers()).hasSize(1);
    assertThat(codec.dropped()).isZero();
  }

  @Test
  void anotherKeyAChangedContentAndAnotherFormAreDroppedAndCounted() {
    List<byte[]> foreign =
        new MessageCodec("other", Clock.systemUTC())
            .request("execute_request", JsonNodeFactory.instance.objectNode())
            .frames();
    assertThat(codec.decode(foreign)).isEmpty();
    List<byte[]> changed = new ArrayList<>(request().frames());
    changed.set(5, "{\"code\":\"2\"}".getBytes(UTF_8));
    assertThat(codec.decode(changed)).isEmpty();
    assertThat(codec.decode(List.of())).isEmpty();
    assertThat(codec.decode(List.of("<IDS|MSG>".getBytes(UTF_8), "x".getBytes(UTF_8)))).isEmpty();
    assertThat(codec.dropped()).isEqualTo(4);
  }

  @Test
  void theSignatureIsTheOneThatJupyterMakes() {
    KernelMessage message =
        new KernelMessage(
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            List.of());
    // printf '{}{}{}{}' | openssl dgst -sha256 -hmac secret
    assertThat(new String(codec.encode(message).get(1), UTF_8))
        .isEqualTo("34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4");
  }

  private MessageCodec.Request request() {
    return codec.request(
        "execute_request", JsonNodeFactory.instance.objectNode().put("code", "1 + 1"));
  }
}
