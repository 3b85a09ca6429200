package dev.millrace.dsl.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks Git what it ignores, for written and for generated patterns. */
class IgnoreFileTest {
  /** What patterns are made of; the names of {@link #TREE} are made of the same letters. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "a",
          "b",
          "ab",
          "*",
          "*",
          "**",
          "***",
          "/",
          "/",
          "**/",
          "/**",
          "?",
          ".",
          "-",
          "[ab]",
          "[!a]",
          "[^b]",
          "[a-c]",
          "[]a]",
          "[!]]",
          "[a-]",
          "[-b]",
          "[b-a]",
          "[[:alpha:]]",
          "[![:upper:]]",
          "[[:nope:]]",
          "[[:alpha:]",
          "[:alpha:]",
          "[\\]a]",
          "[\\a-\\c]",
          "[a\\-c]",
          "[",
          "]",
          "\\",
          "\\*",
          "\\?",
          "\\[",
          "\\\\",
          "\\a",
          "\\ ",
          " ",
          "\t",
          "!",
          "#",
          "é",
          "[é]",
          "[ -~]",
          "[a/b]",
          "[[:space:]]",
          "[[:punct:]]",
          "[[:digit:]a]",
          "{a,b}",
          "A",
          "\n");

  private static final List<String> TREE =
      List.of(
          "a",
          "b",
          "ab",
          "aab",
          "abb",
          "A",
          ".a",
          "-",
          "é",
          "[",
          "]",
          "*",
          "a b",
          "b ",
          "a\\b",
          "a\nb",
          "!a",
          "#a",
          "d/a",
          "d/b",
          "d/ab",
          "d/c/a",
          "d/c/b",
          "d/c/a.b",
          "ab.b/a",
          "ab.b/b/a",
          "ab.b/b/b/ab",
          "ba/a/a",
          "ba/b/é",
          "ba/b/a\nb");

  @TempDir Path temp;

  @Test
  void writtenPatternsMeanWhatTheyMeanToGit() throws Exception {
    assertAsGit(
        List.of(
            "a",
            "/a",
            "a/",
            "*/a",
            "**/a",
            "**",
            "a/**",
            "d/**",
            "d/**/a",
            "/d/c/",
            "d/*",
            "!a",
            "*\n!a",
            "*\n!d/\n!d/a",
            "d\n!d/a",
            "a \nb\\ ",
            "\\#a",
            "\\!a",
            "#a",
            "a\r",
            "\uFEFFa",
            "*b*",
            "ab.b/**/ab",
            "**/b/**",
            "*/",
            "/*",
            "/**",
            "/*/*",
            "*/*/",
            "a\\",
            "\\",
            "[a",
            "a\0b",
            "   ",
            "!",
            "/",
            "//",
            "d//a",
            "./a",
            "../a",
            "d/c",
            "d/c/",
            "D/",
            "?",
            "??",
            "[[:cntrl:]]*",
            "a*b",
            "a?b",
            "a[^/]b",
            "**/**/a",
            "d/**/**/a",
            "d/**b",
            "***/a",
            "d/***/a",
            "*.b/**/a",
            "**\\/a",
            "d/**\\/a",
            "[*]",
            "[]]",
            "[!a-z]",
            "d/[a-b]*"));
  }

  @Test
  void generatedPatternsMeanWhatTheyMeanToGit() throws Exception {
    Random random = new Random(13);
    List<String> files = new ArrayList<>();
    while (files.size() < 400) {
      StringBuilder file = new StringBuilder();
      for (int line = random.nextInt(3); line >= 0; line--) {
        file.append(random.nextInt(5) == 0 ? "!" : "");
        for (int piece = random.nextInt(5); piece >= 0; piece--) {
          file.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        file.append(random.nextInt(5) == 0 ? "/" : "").append(line > 0 ? "\n" : "");
      }
      if (file.toString().lines().noneMatch(IgnoreFileTest::isReadDifferentlyByVersionsOfGit)) {
        files.add(file.toString());
      }
    }
    assertAsGit(files);
  }

  /**
   * Git before 2.53 compares the letters before the first wildcard by themselves and then takes
   * {@code **} for the beginning of the pattern, against its documentation.
   */
  private static boolean isReadDifferentlyByVersionsOfGit(String line) {
    String pattern = line.replaceFirst("^!", "").replaceFirst("^/", "");
    int first = pattern.replaceAll("[\\[?\\\\]", "*").indexOf('*');
    return first > 0 && pattern.startsWith("**", first) && pattern.charAt(first - 1) != '/';
  }

  @Test
  @Timeout(120)
  void manyStarsTakeNoLongerThanFew() {
    String path = "d/" + "a".repeat(250) + "/" + "a".repeat(250);
    IgnoreFile file =
        IgnoreFile.of(
            ("*a".repeat(200) + "b\n" + "**/*a*".repeat(60) + "b\n" + "**/a/".repeat(90) + "b")
                .getBytes(UTF_8));
    for (int i = 0; i < 100; i++) {
      assertThat(file.verdict(path, false)).isEmpty();
    }
  }

  /** One folder for each file of patterns, with the same tree in it, and one question for all. */
  private void assertAsGit(List<String> ignoreFiles) throws Exception {
    git("", "init", "-q");
    Map<String, List<String>> paths = new LinkedHashMap<>();
    StringBuilder question = new StringBuilder();
    for (int i = 0; i < ignoreFiles.size(); i++) {
      Path folder = temp.resolve("p" + i);
      List<String> all = new ArrayList<>();
      for (String path : TREE) {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.createFile(folder.resolve(path));
        all.add(path);
      }
      all.addAll(List.of("d", "d/c", "ab.b", "ab.b/b", "ab.b/b/b", "ba", "ba/a", "ba/b"));
      Files.writeString(folder.resolve(".gitignore"), ignoreFiles.get(i));
      all.forEach(
          path -> question.append(folder.getFileName()).append('/').append(path).append('\0'));
      paths.put("p" + i, all);
    }
    Set<String> ignored =
        Set.of(git(question.toString(), "check-ignore", "--no-index", "-z", "--stdin").split("\0"));

    List<String> wrong = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, List<String>> entry : paths.entrySet()) {
      String text = ignoreFiles.get(i++);
      IgnoreFile file = IgnoreFile.of(text.getBytes(UTF_8));
      for (String path : entry.getValue()) {
        boolean expected = ignored.contains(entry.getKey() + "/" + path);
        if (isIgnored(file, path) != expected) {
          wrong.add("<%s> and <%s>: Git says %s".formatted(text, path, expected));
        }
      }
    }
    assertThat(ignored).as("patterns that match something").hasSizeGreaterThan(ignoreFiles.size());
    assertThat(wrong).isEmpty();
  }

  /** A path is ignored with the first folder above it that is. */
  private static boolean isIgnored(IgnoreFile file, String path) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (file.verdict(path.substring(0, end), true).orElse(false)) {
        return true;
      }
    }
    boolean isFolder = TREE.stream().anyMatch(other -> other.startsWith(path + "/"));
    return file.verdict(path, isFolder).orElse(false);
  }

  private String git(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    "git", "-c", "core.ignoreCase=false", "-c", "core.excludesFile=/dev/null"),
                Stream.of(arguments))
            .toList();
    Path in = Files.writeString(Files.createTempFile(temp.getParent(), "in", ""), input);
    Path out = Files.createTempFile(temp.getParent(), "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    int exit = builder.start().waitFor();
    assertThat(exit).as("git %s; 1: nothing is ignored", command).isBetween(0, 1);
    return Files.readString(out);
  }
}
