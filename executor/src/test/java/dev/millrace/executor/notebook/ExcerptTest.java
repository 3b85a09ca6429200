package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String RED = "\u001b[38;5;196m";
  private static final String LINK = "\u001b]8;;https://example.org\u0007";

  @Test
  void whatFitsIsTheSame() {
    List<String> parts = List.of("a", "b".repeat(9));
    assertThat(Excerpt.of(parts, 10)).isSameAs(parts);
  }

  @Test
  void bothEndsAreKeptWithANoticeBetweenThem() {
    List<String> parts = List.of("head", "x".repeat(100), "middle", "y".repeat(100), "tail");
    assertThat(Excerpt.of(parts, 20))
        .containsExactly(
            "head", "xxxxxx", "\n[... 194 characters left out here ...]\n", "yyyyyy", "tail");
    assertThat(Excerpt.of("0123456789", 4))
        .isEqualTo("01\n[... 6 characters left out here ...]\n89");
  }

  @Test
  void noCutIsInsideACharacterOrASequence() {
    String unit = "\ud83d\ude00" + RED + "z" + LINK;
    String text = unit.repeat(50);
    for (int limit = 2; limit < text.length(); limit++) {
      String excerpt = Excerpt.of(text, limit);
      String rest =
          excerpt.replaceAll("\n\\[\\.\\.\\. \\d+ characters left out here \\.\\.\\.\\]\n", "|");
      String plain =
          rest.replace("\ud83d\ude00", "")
              .replace(RED, "")
              .replace(LINK, "")
              .replace("\u001b[0m", "");
      assertThat(plain).as("limit %s", limit).matches("z*\\|z*");
    }
  }

  @Test
  void coloursEndBeforeTheNotice() {
    assertThat(Excerpt.of(List.of(RED + "a".repeat(40), "b".repeat(40)), 40).get(1))
        .startsWith("\u001b[0m\n[... ");
  }
}
