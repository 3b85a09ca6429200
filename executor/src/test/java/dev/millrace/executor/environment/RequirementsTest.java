package dev.millrace.executor.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.protocol.StepFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-e git+https://example.org/x.git",
        "-e .",
        "--editable=./pkg",
        "git+https://example.org/x.git",
        "x @ git+ssh://git@example.org/x",
        "--index-url http://example.org/simple",
        "--extra-index-url=http://example.org/simple",
        "--trusted-host example.org",
        "--find-links /etc",
        "http://example.org/x.whl",
        "x @ http://example.org/x.whl",
        "x @ file:///etc/passwd",
        "-r /etc/passwd",
        "-r ../outside.txt",
        "-c /etc/passwd",
        "-r https://example.org/r.txt",
        "./pkg",
        "../pkg",
        "/srv/pkg.whl",
        "."
      })
  void whatReachesBeyondAnIndexIsRefusedWithItsLine(String line) throws Exception {
    Files.writeString(root.resolve("requirements.txt"), "numpy\n" + line + "\n");
    assertThatThrownBy(() -> Requirements.read(root, "requirements.txt"))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("ENV_OPTION");
              assertThat(e).hasMessageContaining("requirements.txt:2");
            });
  }

  @Test
  @Timeout(120)
  void endlessLinesAndFilesAreRefusedAndLongOnesAreReadAtOnce() throws Exception {
    Path file = root.resolve("requirements.txt");
    for (String line :
        List.of("a:".repeat(40_000), "x \\\n".repeat(40_000) + "x", "# x\n".repeat(300_000))) {
      Files.writeString(file, line);
      assertThatThrownBy(() -> Requirements.read(root, "requirements.txt"))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("requirements.txt");
    }
    Files.writeString(file, "x " + "a:".repeat(15_000) + "\n-r" + " ".repeat(30_000) + "\u0085");
    assertThatThrownBy(() -> Requirements.read(root, "requirements.txt"))
        .isInstanceOf(StepFailedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy",
        "numpy==2.1.0 ; python_version > '3.9'",
        "pandas[excel]>=2,<3",
        "--index-url https://example.org/simple",
        "--pre",
        "--only-binary :all:",
        "x @ https://example.org/x-1.0-py3-none-any.whl",
        "# a comment",
        ""
      })
  void whatNamesPackagesAndIndexesIsTaken(String line) throws Exception {
    Files.writeString(root.resolve("requirements.txt"), line + "\n");
    assertThat(Requirements.read(root, "requirements.txt").lines())
        .isEqualTo(line.isEmpty() || line.startsWith("#") ? List.of() : List.of(line));
  }

  @Test
  void filesOfTheProjectAreIncludedRelativeToTheOneThatNamesThem() throws Exception {
    Files.createDirectories(root.resolve("req/deep"));
    Files.writeString(root.resolve("req/all.txt"), "-r deep/a.txt\n-c pins.txt\nlast\n");
    Files.writeString(root.resolve("req/deep/a.txt"), "first \\\n  >=1 # why\n-r ../all.txt\n");
    Files.writeString(root.resolve("req/pins.txt"), "first==2\n");
    Requirements requirements = Requirements.read(root, "req/all.txt");
    assertThat(requirements.lines()).containsExactly("first  >=1", "last");
    assertThat(requirements.constraints()).containsExactly("first==2");
  }

  @Test
  void commentsAndBlankLinesDoNotChangeTheDigest() throws Exception {
    Files.writeString(root.resolve("a.txt"), "numpy\n");
    Files.writeString(root.resolve("b.txt"), "# the numbers\n\nnumpy   # fast\n");
    Files.writeString(root.resolve("c.txt"), "numpy<2\n");
    String digest = Requirements.read(root, "a.txt").digest();
    assertThat(Requirements.read(root, "b.txt").digest()).isEqualTo(digest);
    assertThat(Requirements.read(root, "c.txt").digest()).isNotEqualTo(digest);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Requirements.read(root, "none.txt"))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("none.txt");
  }
}
