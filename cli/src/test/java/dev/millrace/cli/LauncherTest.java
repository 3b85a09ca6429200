package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./millrace} in a folder that looks built, with a Java that only prints what it is told.
 */
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path temp;
  private Path home = Path.of("");
  private Path jar = Path.of("");
  private Path unpacked = Path.of("");

  @BeforeEach
  void lookBuilt() throws IOException {
    home = Files.createDirectories(temp.resolve("with a blank"));
    Files.copy(ROOT.resolve("millrace"), home.resolve("millrace"));
    Files.createDirectories(home.resolve("config"));
    Files.copy(ROOT.resolve("config/prepare-start"), home.resolve("config/prepare-start"));
    jar = home.resolve("cli/target/millrace.jar");
    unpacked = home.resolve("cli/target/unpacked");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
  }

  @Test
  void aPreparedStartUsesTheArchiveThatItsJavaKnows() throws Exception {
    prepare();

    assertThat(run("25.0.3", "up", "--port", "1"))
        .contains("-XX:AOTCache=" + unpacked.resolve("starts.aot"), "-Xlog:aot*=off")
        .contains("-jar " + unpacked.resolve("millrace.jar") + " up --port 1");
    assertThat(run("21.0.9", "server"))
        .contains("-XX:SharedArchiveFile=" + unpacked.resolve("starts.jsa"))
        .as("Java 21 does not start with a log tag that it does not know")
        .doesNotContain("aot");
  }

  @Test
  void aCommandThatIsOverSoonDoesWithoutAnArchive() throws Exception {
    prepare();

    assertThat(run("25.0.3", "runs"))
        .contains("-jar " + unpacked.resolve("millrace.jar") + " runs")
        .doesNotContain("-XX:AOTCache");
  }

  @Test
  void aNewerJarIsPreparedAnewAndRunAsItIsWhereThatFails() throws Exception {
    prepare();
    Files.setLastModifiedTime(
        unpacked.resolve("prepared"), FileTime.from(Instant.now().minusSeconds(60)));
    Files.delete(unpacked.resolve("millrace.jar"));

    assertThat(run("25.0.3", "runs")).contains("-jar " + jar + " runs");
    Files.delete(unpacked.resolve("prepared"));
    assertThat(run("25.0.3", "up"))
        .contains("preparing fast starts", "target/prepare.log")
        .contains("-jar " + jar + " up");
  }

  @Test
  void namesOfFilesAreReadAsUtf8WhateverTheLocale() throws Exception {
    assertThat(run("25.0.3", "runs")).containsPattern("LC_ALL=\\w+\\.UTF-8");
  }

  private void prepare() throws IOException {
    Files.createDirectories(unpacked);
    for (String file : new String[] {"millrace.jar", "starts.aot", "starts.jsa", "prepared"}) {
      Files.createFile(unpacked.resolve(file));
    }
  }

  /** What the launcher prints with such a Java, its own lines included. */
  private String run(String javaVersion, String... arguments) throws Exception {
    Path java = temp.resolve("java-" + javaVersion);
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(javaVersion));
    Path program = java.resolve("bin/java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in *jarmode*) echo "cannot unpack" >&2; exit 1 ;; esac
        echo "LC_ALL=${LC_ALL:-}"
        echo "$@"
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var command = new ProcessBuilder(arguments).redirectErrorStream(true);
    command.command().addFirst(home.resolve("millrace").toString());
    command.environment().put("JAVA_HOME", java.toString());
    command.environment().put("LC_ALL", "C");
    Process process = command.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
