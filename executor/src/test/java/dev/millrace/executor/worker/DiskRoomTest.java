package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
  @TempDir Path temp;

  /** A folder in the place of the probe's file: a write that always fails, as on a full disk. */
  @Test
  void theCacheIsEmptiedBeforeTheDiskCountsAsFull() throws IOException {
    Path probe = temp.resolve("room.probe");
    Files.createDirectories(probe.resolve("full"));
    AtomicLong kept = new AtomicLong(1 << 20);
    DiskRoom room =
        new DiskRoom(
            temp,
            wanted -> {
              delete(probe);
              return kept.getAndSet(0);
            });
    room.refused();
    assertThat(room.trouble()).isNull();
    assertThat(kept).hasValue(0);
  }

  @Test
  void aDiskThatIsFullWithoutTheCacheIsTrouble() throws IOException {
    Files.createDirectories(temp.resolve("room.probe/full"));
    DiskRoom room = new DiskRoom(temp, wanted -> 0);
    room.refused();
    assertThat(room.trouble()).contains("is full");
  }

  private static void delete(Path folder) {
    try {
      Files.delete(folder.resolve("full"));
      Files.delete(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
