package dev.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class StorableTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\ud83d\ude00", "a\ud83d\ude00\ud83d\ude01z", "\uffff\u0001"})
  void aSoundTextIsKeptAsTheSameInstance(String text) {
    assertThat(StorableText.flaw(text)).isNull();
    assertThat(StorableText.isStorable(text)).isTrue();
    assertThat(StorableText.cleaned(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "NUL, a\0b, a\u2400b",
    "high, a\ud83d, a\ufffd",
    "low, \ude00z, \ufffdz",
    "swapped, \ude00\ud83d, \ufffd\ufffd"
  })
  void eachBadCharacterIsNamedAndReplaced(String kind, String text, String cleaned) {
    assertThat(StorableText.isStorable(text)).isFalse();
    assertThat(StorableText.flaw(text)).contains(kind.equals("NUL") ? "U+0000" : "lone surrogate");
    assertThat(StorableText.cleaned(text)).isEqualTo(cleaned);
    assertThat(StorableText.isStorable(StorableText.cleaned(text))).isTrue();
  }

  @Test
  void aLoneSurrogateBesideAPairLeavesThePairWhole() {
    assertThat(StorableText.cleaned("\ud83d\ud83d\ude00\ude00"))
        .isEqualTo("\ufffd\ud83d\ude00\ufffd");
  }

  @Test
  void aValueIsCleanedAtEveryDepthAndInItsNames() {
    JsonNode value =
        JsonMapper.shared().readTree("{\"a\\u0000\": [1, {\"b\": \"x\\ud83d\"}], \"c\": null}");
    assertThat(StorableText.cleaned(value))
        .isEqualTo(
            JsonMapper.shared().readTree("{\"a\u2400\": [1, {\"b\": \"x\ufffd\"}], \"c\": null}"));
  }

  @Test
  void aSoundValueIsKeptAsTheSameInstance() {
    JsonNode value =
        JsonNodeFactory.instance
            .objectNode()
            .put("a", "b")
            .set("c", JsonNodeFactory.instance.arrayNode().add(1));
    assertThat(StorableText.cleaned(value)).isSameAs(value);
  }

  @Test
  void aFlawIsFoundAtEveryDepthWithItsPlace() {
    JsonNode value =
        JsonMapper.shared().readTree("{\"fine\": 1, \"a/b\": [\"x\", {\"c\": \"y\\u0000\"}]}");
    assertThat(StorableText.flaw(value))
        .isEqualTo(
            new StorableText.Flaw(
                "/a~1b/1/c", "the character NUL (U+0000), which cannot be stored"));
    assertThat(StorableText.flaw(JsonMapper.shared().readTree("{\"n\\ud800\": 1}")))
        .as("a name is shown as it can be stored")
        .isEqualTo(
            new StorableText.Flaw("/n\ufffd", "half of a character (the lone surrogate U+D800)"));
    assertThat(StorableText.flaw(JsonMapper.shared().readTree("[1, \"\u00e9\", null]"))).isNull();
  }
}
