package dev.millrace.dsl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {
  @ParameterizedTest(name = "{0} names {1}")
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "data/*.csv, data/a.csv",
        "data/*.csv, data/.csv",
        "./data/*.csv, data/a.csv",
        "././a, a",
        "data, data/deep/a.csv",
        "data/, data/deep/a.csv",
        "da*, data/deep/a.csv",
        "*, a/b/c",
        "**, a",
        "**, a/b/c",
        "**/a.csv, a.csv",
        "**/a.csv, x/y/a.csv",
        "x/**/a, x/a",
        "x/**/a, x/y/z/a",
        "x/**/**/a, x/a",
        "x/**, x/y/z",
        "**.csv, a.csv",
        "**.csv, x/y/a.csv",
        "a**b, a/x/b",
        "?.csv, é.csv",
        "?.csv, 😀.csv",
        "[é-ü].csv, ö.csv",
        "[!a].csv, b.csv",
        "[^a].csv, b.csv",
        "[a-c]x, bx",
        "[]-]x, ]x",
        "[[:digit:]]x, 7x",
        "[[]x, [x",
        "~{a,b}.csv~, b.csv",
        "~{a,}.csv~, .csv",
        "~{a,b/{c,d*}}/x~, b/dd/x",
        "~{**/,}x~, a/b/x",
        "~a,b}~, ~a,b}~",
        "a\\*, a*",
        "aB, aB",
      })
  void aGlobNames(String glob, String path) throws Exception {
    assertThat(PathGlob.of(glob).matches(path)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not name {1}")
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "data/*.csv, data/x/a.csv",
        "*.csv, data/a.csv", // unlike in a .gitignore: a glob begins at the root
        "a.csv, x/a.csv",
        "data, database/a",
        "x/**, x",
        "x/**/a, xa",
        "?.csv, ab.csv",
        "a?b, a/b",
        "a[!x]b, a/b",
        "a[./]b, a/b",
        "[!a].csv, a.csv",
        "~{a,b}.csv~, c.csv",
        "~{a,b}.csv~, .csv",
        "[b-a]x, ax",
        "a\\*, ab",
        "aB, ab",
      })
  void aGlobDoesNotName(String glob, String path) throws Exception {
    assertThat(PathGlob.of(glob).matches(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out/*", "out/**", "**", "out/?.csv", "out/[!x].csv", "out"})
  void aLineFeedInANameIsACharacterLikeOthersForEveryWildcard(String glob) throws Exception {
    assertThat(PathGlob.of(glob).matches("out/\n.csv")).isTrue();
    assertThat(PathGlob.of(glob).matches("out/\u2028.csv")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "./",
        "/",
        "/etc/*",
        "../x",
        "a/../b",
        "a/..",
        "[",
        "a[b",
        "[[:no:]]",
        "{a",
        "{a,{b}",
        "a\\"
      })
  void whatIsNoGlobSaysSo(String text) {
    assertThatThrownBy(() -> PathGlob.of(text)).isInstanceOf(PathGlobException.class);
  }

  @Test
  void endlessGlobsAreRefused() {
    assertThatThrownBy(() -> PathGlob.of("a".repeat(PathGlob.MAX_LENGTH + 1)))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> PathGlob.of("{".repeat(1000) + "}".repeat(1000)))
        .hasMessageContaining("braces");
  }

  @Test
  @Timeout(120)
  void theWorstGlobTakesTimeInProportionToThePath() throws Exception {
    String path = "a".repeat(250) + "/" + "a".repeat(250) + "/" + "a".repeat(250);
    for (String glob :
        new String[] {
          "*a".repeat(40) + "b",
          "**a".repeat(40) + "b",
          "**/".repeat(100) + "b",
          "**/*a*/".repeat(40) + "b",
          "{a,a*}".repeat(100) + "b",
          "{*,**,?}".repeat(100) + "b",
          "[!b]*".repeat(100) + "b",
        }) {
      PathGlob compiled = PathGlob.of(glob);
      for (int i = 0; i < 20; i++) {
        assertThat(compiled.matches(path)).isFalse();
      }
    }
  }
}
