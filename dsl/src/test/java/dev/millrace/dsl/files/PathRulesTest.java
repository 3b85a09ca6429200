package dev.millrace.dsl.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {

  static Stream<String> hostile() {
    return Stream.of(
        "",
        "/",
        "/etc/passwd",
        "//host/share",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "a/./b",
        ".",
        "./a",
        "a//b",
        "a/",
        "..\\x",
        "a\\b",
        "\\\\host\\share\\x",
        "C:/windows",
        "C:evil",
        "file.txt:stream",
        "file.txt::$DATA",
        "..%2fetc/passwd",
        "..%2Fetc",
        "%2e%2e/x",
        "a%5c..%5cb",
        "a%00.ipynb",
        "a\0.ipynb",
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u001b[31m",
        "a\u007f",
        "a\u0085b",
        "a\u202egnp.exe",
        "a\u2066b",
        "a\u200fb",
        "a\ufeffb",
        "a\u00adb",
        "a\u2028b",
        "a\u2029b",
        "a\ud800b",
        "a\ufffdb",
        "a\uffffb",
        "con",
        "CON",
        "con.txt",
        "notebooks/Aux.ipynb",
        "nul.tar.gz",
        "prn .txt",
        "com1",
        "COM\u00b9",
        "lpt9.log",
        "conin$",
        "name.",
        "name ",
        " name",
        "folder./x",
        "...",
        ".git/config",
        "sub/.GIT/hooks/post-checkout",
        ".millrace/state",
        "\uff0e\uff0egit/../x",
        "x".repeat(256),
        "\u00e4".repeat(128),
        "a/".repeat(512) + "bc");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesANameThatMeansSomethingElseSomewhere(String path) {
    assertThat(PathRules.fault(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "notebooks/train.ipynb",
        "src/häuser/日本.py",
        ".gitignore",
        ".github/workflows/ci.yml",
        "..a/b..c",
        "data/100%.csv",
        "a b/c d.txt",
        "console/x",
        "com10",
        "(1) [2] {3} 'four'.ipynb",
        "-rf",
        "~/x",
        "$HOME/x"
      })
  void acceptsOrdinaryNames(String path) {
    assertThat(PathRules.fault(path)).isEmpty();
  }

  @Test
  void acceptsNamesUpToTheLimit() {
    assertThat(PathRules.fault("x".repeat(255))).isEmpty();
  }

  @Test
  void twoPathsThatDifferOnlyInCaseAreRefused() {
    PathSet paths = new PathSet();
    assertThat(paths.addFile("Data/a.csv")).isEmpty();
    assertThat(paths.addFile("data/b.csv")).hasValueSatisfying(f -> assertThat(f).contains("Data"));
  }

  @Test
  void twoPathsThatDifferOnlyInUnicodeFormAreRefused() {
    PathSet paths = new PathSet();
    assertThat(paths.addFile("h\u00e4user.csv")).isEmpty();
    assertThat(paths.addFile("ha\u0308user.csv")).isPresent();
    assertThat(paths.addFile("stra\u00dfe.csv")).isEmpty();
    assertThat(paths.addFile("STRASSE.csv")).isPresent();
  }

  @Test
  void aFileCannotBeAFolderToo() {
    PathSet paths = new PathSet();
    assertThat(paths.addFile("a")).isEmpty();
    assertThat(paths.addFile("a/b")).isPresent();
    assertThat(paths.addFile("c/d")).isEmpty();
    assertThat(paths.addFile("c")).isPresent();
  }

  @Test
  void filesOfOneFolderGetOnWithEachOther() {
    PathSet paths = new PathSet();
    assertThat(paths.addFolder("a")).isEmpty();
    assertThat(paths.addFile("a/b")).isEmpty();
    assertThat(paths.addFile("a/c")).isEmpty();
    assertThat(paths.addFile("a/c")).isPresent();
  }
}
