package dev.millrace.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir Path temp;

  @Test
  void whatLiesPreparedIsLinkedToWithItsRightsAndLinks() throws Exception {
    Path prepared = temp.resolve("prepared");
    Path bin = prepared.resolve("postgresql-" + PostgresBinaries.VERSION + "/bin");
    Files.createDirectories(bin);
    Files.writeString(bin.resolve("postgres"), "a program");
    Files.setPosixFilePermissions(
        bin.resolve("postgres"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(bin.resolve("postmaster"), Path.of("postgres"));

    var binaries = PostgresBinaries.unpack(temp.resolve("data"), Optional.of(prepared));

    assertThat(binaries.program("postgres")).hasContent("a program").isExecutable();
    assertThat(binaries.program("postmaster")).isSymbolicLink().hasContent("a program");
    assertThat(binaries.program("postgres")).startsWith(temp.resolve("data"));
    assertThat(Files.isSameFile(binaries.program("postgres"), bin.resolve("postgres"))).isTrue();
    try (var left = Files.list(temp.resolve("data"))) {
      assertThat(left).as("nothing half made").hasSize(1);
    }
  }
}
