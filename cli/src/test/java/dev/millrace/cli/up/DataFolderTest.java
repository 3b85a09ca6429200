package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void aFolderInUseIsToldWithItsServerAndTheRemedyAndFreeAgainAfterwards() {
    DataFolder data = DataFolder.at(folder.resolve("data"), Map.of());
    try (var lock = data.lock()) {
      assertThat(lock.channel().isOpen()).isTrue();
      data.rememberServer("http://127.0.0.1:8080");

      assertThatThrownBy(data::lock)
          .isInstanceOf(CliException.class)
          .hasMessageContaining("in use")
          .hasMessageContaining("http://127.0.0.1:8080")
          .hasMessageContaining("--data");
    }
    try (var again = data.lock()) {
      assertThat(again.channel().isOpen()).isTrue();
    }
  }

  @Test
  void theFolderAndWhatStandsInItAreTheOwnersAlone() throws Exception {
    DataFolder data = DataFolder.at(folder.resolve("private"), Map.of());
    data.lock().close();
    data.rememberServer("http://127.0.0.1:1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.root().resolve("server.url"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theLogIsTheOwnersAloneAlsoInAFolderThatIsOpenToOthers() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    DataFolder.at(open, Map.of()).lock().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open.resolve("log"))))
        .isEqualTo("rwx------");
  }

  @Test
  void theFlagWinsOverTheVariableAndTheVariableOverTheHomeFolder() {
    assertThat(DataFolder.at(Path.of("/a"), Map.of("MILLRACE_HOME", "/b")).root())
        .isEqualTo(Path.of("/a"));
    assertThat(DataFolder.at(null, Map.of("MILLRACE_HOME", "/b")).root()).isEqualTo(Path.of("/b"));
    assertThat(DataFolder.at(null, Map.of()).root())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".millrace"));
  }
}
