package dev.millrace.executor.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MaskTest {
  private static final String VALUE = "s3cr/t +'\"& pä\\ss";

  @ParameterizedTest
  @ValueSource(strings = {"", "user:", "x", "xy", "dev@host:5432 "})
  void aValueIsNotSeenInAnyOfItsUsualForms(String before) {
    byte[] bytes = (before + VALUE + ":after").getBytes(StandardCharsets.UTF_8);
    byte[] alone = VALUE.getBytes(StandardCharsets.UTF_8);
    List<String> printed =
        List.of(
            VALUE,
            JsonMapper.shared().writeValueAsString(VALUE),
            Base64.getEncoder().encodeToString(alone),
            Base64.getUrlEncoder().withoutPadding().encodeToString(alone),
            HexFormat.of().formatHex(alone),
            HexFormat.of().withUpperCase().formatHex(alone),
            URLEncoder.encode(VALUE, StandardCharsets.UTF_8),
            "s3cr/t%20%2B%27%22%26%20p%C3%A4%5Css",
            "'s3cr/t +\\'\"& pä\\\\ss'",
            "s3cr/t +&#39;&quot;&amp; pä\\ss");
    for (String text : printed) {
      assertThat(Mask.of(List.of(VALUE)).apply("a " + text + " z"))
          .as(text)
          .startsWith("a ")
          .endsWith(" z")
          .contains("***")
          .doesNotContain("s3cr");
    }
    String encoded = Base64.getEncoder().encodeToString(bytes);
    String masked = Mask.of(List.of(VALUE)).apply(encoded);
    assertThat(masked).contains("***");
    assertThat(masked.length()).isLessThan(encoded.length() - 2 * VALUE.length() / 3);
  }

  @Test
  void linesOfALongValueAreMaskedEachByItself() {
    Mask mask = Mask.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n"));
    assertThat(mask.apply("line 2 is MIIEvQIBADANBg, line 3 is kqhkiG9w0BAQEF."))
        .isEqualTo("line 2 is ***, line 3 is ***.");
  }

  @Test
  void valuesThatOverlapAreOne() {
    Mask mask = Mask.of(List.of("abcdefgh", "efghijkl", "abcd"));
    assertThat(mask.apply("<abcdefghijkl>")).isEqualTo("<***>");
    assertThat(mask.apply("abcdabcd")).isEqualTo("***");
  }

  @Test
  void textWithoutAValueStaysAsItIs() {
    assertThat(Mask.of(List.of(VALUE)).apply("nothing to see: s3cr")).endsWith(": s3cr");
    assertThat(Mask.NONE.apply(VALUE)).isEqualTo(VALUE);
  }

  @Test
  void namesAndTextsInsideJsonAreMasked() {
    var json =
        JsonMapper.shared()
            .readTree("{\"hunter22\": [\"my hunter22!\", 7, {\"a\": null}], \"n\": 1.5}");
    assertThat(Mask.of(List.of("hunter22")).apply(json))
        .hasToString("{\"***\":[\"my ***!\",7,{\"a\":null}],\"n\":1.5}");
  }

  @Test
  void howeverATextIsCutIntoPiecesItIsMaskedAsAWhole() {
    Random random = new Random(20261121);
    Mask mask = Mask.of(List.of("aabaab", "abba", "hunter22"));
    for (int round = 0; round < 3_000; round++) {
      String text = text(random);
      MaskedStream stream = mask.stream();
      StringBuilder shown = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(4));
        shown.append(stream.next(text.substring(at, end)));
        at = end;
      }
      shown.append(stream.rest());
      assertThat(once(shown.toString())).as(text).isEqualTo(once(mask.apply(text)));
    }
  }

  @Test
  void whatCannotBecomeAValueIsShownAtOnce() {
    MaskedStream stream = Mask.of(List.of("hunter22")).stream();
    assertThat(stream.next("50 %\r")).isEqualTo("50 %\r");
    assertThat(stream.next("to hunt")).isEqualTo("to ");
    assertThat(stream.next("ing")).isEqualTo("hunting");
    assertThat(stream.next("er hunter2")).isEqualTo("er ");
    assertThat(stream.next("2\n")).isEqualTo("***\n");
    assertThat(stream.rest()).isEmpty();
  }

  /** Values that follow on each other may be shown as one or as several. */
  private static String once(String masked) {
    return masked.replaceAll("(\\*{3})+", "***");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 12)
        .forEach(
            i ->
                text.append(
                    List.of("a", "b", "aab", "abba", "hunter22", "hun", "\n")
                        .get(random.nextInt(7))));
    return text.toString();
  }
}
