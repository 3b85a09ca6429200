package dev.millrace.dsl.codec;

import dev.millrace.dsl.NonFinite;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Texts, numbers and durations that are hard to write, and values made of them. */
final class RandomValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> HARD_TEXTS =
      List.of(
          "",
          " ",
          "on",
          "no",
          "yes",
          "true",
          "null",
          "~",
          "012",
          "0x1f",
          "0o17",
          "1e3",
          "1_0",
          ".inf",
          "-.INF",
          ".nan",
          "-",
          "---",
          "...",
          "<<",
          "=",
          "*a",
          "&a",
          "!x",
          "%x",
          "@x",
          "`x`",
          "{",
          "[",
          "a: b",
          "a #b",
          "# a",
          "'",
          "\"",
          "'''",
          "\\",
          "\\n",
          " lead",
          "trail ",
          "a\nb",
          "a\n\n b\n",
          "\n",
          "\t",
          "a\tb",
          "\r\n",
          "\u0007",
          "\u001b[31m",
          "\u0085",
          "\u2028",
          "\u2029",
          "\uFEFF",
          "\u200f",
          "é",
          "e\u0301",
          "日本語",
          "😀",
          "\uFFFE",
          "? a",
          ": a",
          "- a",
          "a,b",
          "2026-01-01",
          "|",
          ">",
          "word ".repeat(80),
          "x".repeat(300),
          "line\n".repeat(30));

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  SequencedMap<String, JsonNode> byName() {
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.put("v" + i, value(3));
    }
    return values;
  }

  JsonNode value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> NODES.booleanNode(random.nextBoolean());
      case 1 -> NODES.nullNode();
      case 2 -> whole();
      case 3 -> random.nextInt(20) == 0 ? NonFinite.of(Double.NaN) : NODES.numberNode(fraction());
      case 4, 5 -> NODES.stringNode(text());
      case 6 -> {
        ArrayNode array = NODES.arrayNode();
        IntStream.range(0, random.nextInt(3)).forEach(i -> array.add(value(depth - 1)));
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        IntStream.range(0, random.nextInt(3)).forEach(i -> object.set(text(), value(depth - 1)));
        yield object;
      }
    };
  }

  private JsonNode whole() {
    return switch (random.nextInt(4)) {
      case 0 -> NODES.numberNode(random.nextInt());
      case 1 -> NODES.numberNode(random.nextLong());
      case 2 -> NODES.numberNode(BigInteger.TWO.pow(63));
      default -> NODES.numberNode(BigInteger.TEN.pow(30).negate());
    };
  }

  private double fraction() {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> Double.MIN_VALUE;
      case 2 -> Double.MAX_VALUE;
      case 3 -> 1e10;
      case 4 -> 0.1;
      default -> random.nextGaussian();
    };
  }

  String text() {
    return HARD_TEXTS.get(random.nextInt(HARD_TEXTS.size()));
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    IntStream.range(0, random.nextInt(3)).forEach(i -> texts.add(text()));
    return texts;
  }

  Duration duration() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofSeconds(1 + random.nextInt(100_000));
      case 1 -> Duration.ofMinutes(1 + random.nextInt(1_000));
      case 2 -> Duration.ofDays(1 + random.nextInt(365));
      default -> Duration.ofNanos(1 + random.nextInt(Integer.MAX_VALUE - 1));
    };
  }
}
