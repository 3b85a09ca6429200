package dev.millrace.scheduler.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ArchiveReaderTest {

  @TempDir Path folder;

  static List<HostileArchives.Hostile> hostile() {
    return HostileArchives.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesAHostileArchiveAndNamesTheEntry(HostileArchives.Hostile hostile) {
    ArchiveRefusedException refused =
        catchThrowableOfType(ArchiveRefusedException.class, () -> unpack(hostile.archive().get()));

    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(hostile.reason());
    assertThat(refused.entry().orElse("")).isEqualTo(hostile.entry());
    assertThat(refused).hasMessageNotContainingAny("java.", "Exception");
  }

  @Test
  void unpacksATarAsItIsMadeFromAFolder() throws IOException {
    byte[] tar =
        HostileArchives.tarOf(
            t -> {
              HostileArchives.folder(t, "./");
              HostileArchives.folder(t, "./bin/");
              HostileArchives.executable(
                  t, "./bin/run.sh", "echo".getBytes(StandardCharsets.UTF_8));
              HostileArchives.file(t, "./notebooks/" + "n".repeat(120) + ".ipynb", "{}");
            });

    assertThat(unpack(tar))
        .containsExactly("0755 bin/run.sh echo", "0644 notebooks/" + "n".repeat(120) + ".ipynb {}");
  }

  @Test
  void unpacksAZipWithModes() throws IOException {
    byte[] zip =
        HostileArchives.zipOf(
            z -> {
              HostileArchives.file(z, "a/b.txt", "b");
              ZipArchiveEntry run = new ZipArchiveEntry("run.sh");
              run.setUnixMode(0100755);
              z.putArchiveEntry(run);
              z.write(new byte[] {'r'});
              z.closeArchiveEntry();
            });

    assertThat(unpack(zip)).containsExactly("0644 a/b.txt b", "0755 run.sh r");
  }

  @Test
  void aTroubleOfTheReceiverIsNotBlamedOnTheArchive() {
    byte[] tar = HostileArchives.tarOf(t -> HostileArchives.file(t, "a", "x"));

    assertThatThrownBy(
            () ->
                read(
                    tar,
                    (path, mode, content) -> {
                      throw new IOException("disk full");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  private List<String> unpack(byte[] archive) throws IOException {
    List<String> files = new ArrayList<>();
    read(
        archive,
        (path, mode, content) -> {
          long bytes = 0;
          StringBuilder text = new StringBuilder();
          byte[] buffer = new byte[8192];
          for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            bytes += n;
            if (bytes <= 100) {
              text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
          }
          files.add("%s %s %s".formatted(mode.octal(), path, text));
        });
    return files;
  }

  private void read(byte[] archive, ArchiveReader.Sink sink) throws IOException {
    Path file = Files.write(folder.resolve("archive"), archive);
    new ArchiveReader(ArchiveLimits.STANDARD).read(file, sink);
  }
}
