package dev.millrace.executor.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.PublishedArtifact;
import dev.millrace.executor.protocol.SnapshotManifest;
import dev.millrace.executor.protocol.StepFailedException;
import dev.millrace.executor.protocol.UnpublishedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkFilesTest {
  @TempDir Path temp;
  private final Map<String, String> blobs = new HashMap<>();
  private final List<String> downloads = new ArrayList<>();
  private ProjectFiles files;
  private final Publisher publisher = new Publisher(100, 1 << 20);

  @BeforeEach
  void open() throws IOException {
    files = new ProjectFiles(new BlobCache(temp.resolve("blobs"), 1 << 20), StepAccount.own());
  }

  @Test
  void anAttemptMayAlterItsFilesWithoutTheNextOneSeeingIt() throws Exception {
    WorkFolder first = prepare("first", List.of(file("a.txt", "as it was")), List.of());
    Files.writeString(first.root().resolve("a.txt"), "altered");
    WorkFolder second = prepare("second", List.of(file("a.txt", "as it was")), List.of());
    assertThat(second.root().resolve("a.txt")).hasContent("as it was");
    assertThat(downloads).as("the second came from the cache").hasSize(1);
  }

  @Test
  void theCacheRemovesWhatWasNotUsedForLongest() throws Exception {
    BlobCache small = new BlobCache(temp.resolve("small"), 10);
    for (String text : List.of("aaaaaa", "bbbbbb")) {
      String digest = blob(text);
      small.place(digest, temp.resolve("target"), (d, t) -> Files.writeString(t, blobs.get(d)));
    }
    try (var left = Files.list(temp.resolve("small"))) {
      assertThat(left.map(f -> f.getFileName().toString())).containsExactly(Digests.of("bbbbbb"));
    }
  }

  @Test
  void aCacheThatIsOpenedWithALowerLimitKeepsWhatWasUsedLast() throws Exception {
    fill(new BlobCache(temp.resolve("kept"), 1 << 20), "aaaaaa", "bbbbbb", "cccccc");
    new BlobCache(temp.resolve("kept"), 12);
    assertThat(names(temp.resolve("kept")))
        .containsExactlyInAnyOrder(Digests.of("bbbbbb"), Digests.of("cccccc"));
  }

  @Test
  void roomIsMadeOfWhatWasNotUsedForLongest() throws Exception {
    BlobCache cache = new BlobCache(temp.resolve("kept"), 1 << 20);
    fill(cache, "aaaaaa", "bbbbbb", "cccccc");
    assertThat(cache.makeRoom(7)).isEqualTo(12);
    assertThat(names(temp.resolve("kept"))).containsExactly(Digests.of("cccccc"));
    assertThat(cache.makeRoom(Long.MAX_VALUE)).isEqualTo(6);
    assertThat(cache.makeRoom(1)).isZero();
  }

  @Test
  void aDownloadThatFindsTheDiskFullIsRepeatedInThePlaceOfOlderFiles() throws Exception {
    Path folder = temp.resolve("kept");
    BlobCache cache = new BlobCache(folder, 1 << 20);
    fill(cache, "aaaaaa");
    String digest = blob("bbbbbb");
    BlobSource onAFullDisk =
        (wanted, target) -> {
          if (names(folder).contains(Digests.of("aaaaaa"))) {
            throw new IOException("write: No space left on device");
          }
          Files.writeString(target, blobs.get(wanted));
        };
    cache.place(digest, temp.resolve("target"), onAFullDisk);
    assertThat(temp.resolve("target")).hasContent("bbbbbb");
    cache.makeRoom(Long.MAX_VALUE);
    assertThatThrownBy(
            () ->
                cache.place(
                    digest,
                    temp.resolve("target"),
                    (wanted, target) -> {
                      throw new IOException("write: No space left on device");
                    }))
        .as("there is nothing to remove")
        .hasMessageContaining("No space left");
  }

  private void fill(BlobCache cache, String... texts) throws Exception {
    for (int i = 0; i < texts.length; i++) {
      String digest = blob(texts[i]);
      cache.place(digest, temp.resolve("target"), (d, t) -> Files.writeString(t, blobs.get(d)));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var left = Files.list(folder)) {
      return left.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void bytesThatAreNotTheBlobAreRefused() {
    String digest = blob("true");
    assertThatThrownBy(
            () ->
                new BlobCache(temp.resolve("blobs"), 10)
                    .place(digest, temp.resolve("x"), (d, t) -> Files.writeString(t, "false")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(digest);
  }

  @Test
  void upstreamFilesReplaceTheSnapshotsAndExecutableFilesStayExecutable() throws Exception {
    WorkFolder folder =
        prepare(
            "w",
            List.of(file("data/x.csv", "old"), executable("run.sh", "#!/bin/sh")),
            List.of(artifact("prepare", "data/x.csv", "new")));
    assertThat(folder.root().resolve("data/x.csv")).hasContent("new");
    assertThat(folder.root().resolve("run.sh")).isExecutable();
    assertThat(folder.inputs()).extracting(InputArtifact::producer).containsExactly("prepare");
  }

  @Test
  void twoProducersOfDifferentContentCollideByName() {
    assertThatThrownBy(
            () ->
                prepare(
                    "w",
                    List.of(),
                    List.of(artifact("left", "out.csv", "1"), artifact("right", "out.csv", "2"))))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("'left'")
        .hasMessageContaining("'right'")
        .hasMessageContaining("out.csv");
  }

  @Test
  void twoProducersOfTheSameContentDoNotCollide() throws Exception {
    WorkFolder folder =
        prepare(
            "w",
            List.of(),
            List.of(artifact("left", "out.csv", "1"), artifact("right", "out.csv", "1")));
    assertThat(folder.root().resolve("out.csv")).hasContent("1");
  }

  @Test
  void inputsNarrowWhatIsPlacedAndSettleACollision() throws Exception {
    WorkFolder folder =
        files.prepare(
            temp.resolve("w"),
            new SnapshotManifest("s", List.of()),
            List.of(
                artifact("left", "data/out.csv", "1"),
                artifact("right", "data/out.csv", "2"),
                artifact("right", "log.txt", "3")),
            List.of("right/data/*.csv"),
            source());
    assertThat(folder.root().resolve("data/out.csv")).hasContent("2");
    assertThat(folder.root().resolve("log.txt")).doesNotExist();
  }

  @Test
  void anInputThatMatchesNothingSaysWhatThereIs() {
    assertThatThrownBy(
            () ->
                files.prepare(
                    temp.resolve("w"),
                    new SnapshotManifest("s", List.of()),
                    List.of(artifact("left", "data/out.csv", "1")),
                    List.of("left/models/*"),
                    source()))
        .hasMessageContaining("left/models/*")
        .hasMessageContaining("data/out.csv");
  }

  @Test
  void aPathThatLeavesTheFolderIsRefused() {
    for (String path : List.of("../x", "/etc/x", "a/../../x", "")) {
      assertThatThrownBy(() -> prepare("w", List.of(file(path, "1")), List.of()))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("'" + path + "'");
    }
  }

  @Test
  void changedPublishesWhatWasCreatedOrAlteredAndNoCaches() throws Exception {
    WorkFolder folder =
        prepare(
            "w",
            List.of(file("same.txt", "same"), file("altered.txt", "before")),
            List.of(artifact("up", "up.csv", "1")));
    write(folder, "altered.txt", "after!");
    write(folder, "new/deep.txt", "new");
    write(folder, "src/__pycache__/m.pyc", "x");
    write(folder, ".ipynb_checkpoints/n.ipynb", "x");
    Files.createSymbolicLink(folder.root().resolve("out"), Path.of("/etc/passwd"));
    Publication publication = publisher.changed(folder);
    assertThat(publication.artifacts())
        .extracting(PublishedArtifact::path)
        .containsExactly("altered.txt", "new/deep.txt");
    assertThat(publication.warnings()).singleElement().asString().contains("out");
  }

  @Test
  void anAlterationIsSeenAlsoWhenSizeAndTimeWereSetBack() throws Exception {
    WorkFolder folder = prepare("w", List.of(file("a.txt", "one")), List.of());
    FileTime before = Files.getLastModifiedTime(folder.root().resolve("a.txt"));
    Files.writeString(folder.root().resolve("a.txt"), "two");
    Files.setLastModifiedTime(folder.root().resolve("a.txt"), before);
    assertThat(folder.changed()).containsExactly("a.txt");
  }

  @Test
  void patternsPublishWhatTheyNameAndTheRestIsKnownAsUnpublished() throws Exception {
    WorkFolder folder =
        prepare(
            "w",
            List.of(file("data/static.csv", "s")),
            List.of(artifact("up", "data/up.csv", "1")));
    write(folder, "data/a.csv", "a");
    write(folder, "data/deep/b.csv", "b");
    write(folder, "models/m.bin", "m");
    write(folder, "scratch.txt", "t");
    Publication publication =
        matching(folder, List.of("data/*.csv", "models/", "**/b.csv", "none/*"));
    assertThat(publication.artifacts())
        .extracting(PublishedArtifact::path)
        .containsExactly("data/a.csv", "data/deep/b.csv", "models/m.bin");
    assertThat(publication.unpublished()).containsExactly("scratch.txt");
    assertThat(publication.warnings()).singleElement().asString().contains("none/*");
    assertThat(publication.artifacts().getFirst())
        .isEqualTo(new PublishedArtifact("data/a.csv", Digests.of("a"), 1, "0644", "text/csv"));
  }

  @Test
  void aNamedLinkOutOfTheProjectIsRefusedAndOneWithinIsPublishedAsItsFile() throws Exception {
    WorkFolder folder = prepare("w", List.of(), List.of());
    write(folder, "models/3.bin", "three");
    Files.createSymbolicLink(folder.root().resolve("latest"), Path.of("models/3.bin"));
    assertThat(matching(folder, List.of("latest")).artifacts().getFirst().digest())
        .isEqualTo(Digests.of("three"));
    Files.createSymbolicLink(folder.root().resolve("passwd"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> matching(folder, List.of("pass*"))).hasMessageContaining("passwd");
  }

  @Test
  void patternsNamesAndAmountsOutOfBoundsAreRefused() throws Exception {
    WorkFolder folder = prepare("w", List.of(), List.of());
    for (String pattern : List.of("../x", "/etc/*", "a/../../b", "[")) {
      assertThatThrownBy(() -> matching(folder, List.of(pattern)))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining(pattern);
    }
    write(folder, "A.txt", "1");
    write(folder, "a.txt", "2");
    assertThatThrownBy(() -> publisher.changed(folder)).hasMessageContaining("case");
    Files.delete(folder.root().resolve("A.txt"));
    Files.write(folder.root().resolve("big"), new byte[2 << 20]);
    assertThatThrownBy(() -> publisher.changed(folder)).hasMessageContaining("1 MiB");
    assertThatThrownBy(() -> new Publisher(1, 1 << 30).changed(folder))
        .hasMessageContaining("2 files");
  }

  @Test
  void namesThatCannotBePublishedAreAllReportedAtOnce() throws Exception {
    WorkFolder folder = prepare("w", List.of(), List.of());
    write(folder, "out/good.csv", "1");
    write(folder, "out/2026-01-01T06:00:00.csv", "1");
    write(folder, "out/back\\slash.csv", "1");
    write(folder, "out/two\nlines.csv", "1");
    bash(folder, "printf x > $'out/bad\\351.csv'; printf x > $'out/bad\\352.csv'");

    for (String pattern : List.of("out/*", "out/**", "**")) {
      assertThatThrownBy(() -> matching(folder, List.of(pattern)))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining("'out/bad\\xE9.csv' is not UTF-8")
          .hasMessageContaining("'out/bad\\xEA.csv' is not UTF-8")
          .hasMessageContaining("'out/back\\slash.csv' has a backslash")
          .hasMessageContaining("'out/two\\u000Alines.csv'");
    }
    Publication named = matching(folder, List.of("out/g*", "out/2*"));
    assertThat(named.artifacts()).hasSize(2);
    assertThat(named.unpublished()).contains("out/bad\\xE9.csv", "out/bad\\xEA.csv");
    Publication changed = publisher.changed(folder);
    assertThat(changed.artifacts())
        .extracting(PublishedArtifact::path)
        .containsExactly("out/2026-01-01T06:00:00.csv", "out/good.csv");
    assertThat(changed.warnings())
        .singleElement()
        .asString()
        .contains("bad\\xE9.csv", "bad\\xEA.csv", "slash.csv", "lines.csv");
  }

  @Test
  void linksThatLeadToNoFileOfTheProjectAreAllReportedAtOnce() throws Exception {
    WorkFolder folder = prepare("w", List.of(), List.of());
    Files.createSymbolicLink(folder.root().resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.root().resolve("loop"), Path.of("."));
    Files.createSymbolicLink(folder.root().resolve("passwd"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> matching(folder, List.of("*")))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("dangling, loop, passwd");
    assertThat(publisher.changed(folder).warnings())
        .singleElement()
        .asString()
        .contains("dangling, loop, passwd");
  }

  @Test
  @Timeout(120)
  void theWorstPatternIsSoonDoneAndHeedsACancel() throws Exception {
    WorkFolder folder = prepare("w", List.of(), List.of());
    for (int i = 0; i < 50; i++) {
      write(folder, "a".repeat(200 + i), "x");
    }
    String worst = "*a".repeat(100) + "b";
    assertThat(matching(folder, List.of(worst)).artifacts()).isEmpty();
    assertThatThrownBy(() -> publisher.matching(folder, List.of(worst), () -> true))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(
            () ->
                UpstreamFiles.choose(
                    List.of(artifact("up", "a".repeat(250), "1")), List.of("up/" + worst)))
        .hasMessageContaining("matches no file");
  }

  @Test
  void aMissingFileThatAnUpstreamStepKeptToItselfIsExplained() {
    var unpublished = List.of(new UnpublishedAnswer.Entry("data/ratings.csv", "prepare"));
    assertThat(
            MissingFileHint.of(
                "FileNotFoundError: [Errno 2] No such file or directory: '../data/ratings.csv'",
                unpublished))
        .hasValueSatisfying(
            hint -> assertThat(hint).contains("prepare", "artifacts: [data/ratings.csv]"));
    assertThat(MissingFileHint.of("No such file or directory: 'xratings.csv'", unpublished))
        .isEmpty();
    assertThat(MissingFileHint.of("ratings.csv has a bad row", unpublished)).isEmpty();
  }

  @Test
  void mountsAreLinkedNamedAndNeverPublished() throws Exception {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Files.writeString(shared.resolve("big.bin"), "1");
    WorkFolder folder = prepare("w", List.of(file("code", "1")), List.of());
    Mounts mounts = new Mounts("w-1", Map.of("data", shared, "code", shared));
    assertThat(mounts.link(List.of("data"), folder.root()))
        .containsEntry("MILLRACE_MOUNT_DATA", shared.toString());
    assertThat(folder.root().resolve("data/big.bin")).hasContent("1");
    Files.writeString(folder.root().resolve("data/written.bin"), "through the link");
    assertThat(publisher.changed(folder).artifacts()).isEmpty();
    for (String pattern : List.of("data/*.bin", "./data/**", "data")) {
      assertThatThrownBy(() -> matching(folder, List.of("out/*", pattern)))
          .isInstanceOf(StepFailedException.class)
          .hasMessageContaining(pattern)
          .hasMessageContaining("files of a mount are only read");
    }
    assertThatThrownBy(() -> mounts.link(List.of("other"), folder.root()))
        .hasMessageContaining("w-1")
        .hasMessageContaining("--mount other=");
    assertThatThrownBy(() -> mounts.link(List.of("code"), folder.root()))
        .hasMessageContaining("rename");
  }

  @Test
  void aMountCountsAsWritableExactlyWhenAStepCouldWriteToIt() throws Exception {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    boolean nevertheless = closed.resolve("try").toFile().mkdir(); // so it is for root
    Mounts mounts = new Mounts("w-1", Map.of("open", temp, "closed", closed));
    assertThat(mounts.writable()).containsEntry("open", temp);
    assertThat(mounts.writable().containsKey("closed")).isEqualTo(nevertheless);
  }

  private Publication matching(WorkFolder folder, List<String> patterns) throws Exception {
    return publisher.matching(folder, patterns, () -> false);
  }

  private static void bash(WorkFolder folder, String line) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", line).directory(folder.root().toFile()).start();
    assertThat(process.waitFor()).isZero();
  }

  private WorkFolder prepare(
      String name, List<SnapshotManifest.Entry> snapshot, List<InputArtifact> published)
      throws Exception {
    Files.setLastModifiedTime(temp, FileTime.from(Instant.now()));
    return files.prepare(
        temp.resolve(name), new SnapshotManifest("s", snapshot), published, List.of(), source());
  }

  private ProjectFiles.FileSource source() {
    return new ProjectFiles.FileSource() {
      @Override
      public void snapshotFile(String digest, Path target) throws IOException {
        downloads.add(digest);
        Files.writeString(target, blobs.get(digest));
      }

      @Override
      public void artifact(String digest, Path target) throws IOException {
        snapshotFile(digest, target);
      }
    };
  }

  private String blob(String text) {
    String digest = Digests.of(text);
    blobs.put(digest, text);
    return digest;
  }

  private SnapshotManifest.Entry file(String path, String text) {
    return new SnapshotManifest.Entry(path, "0644", blob(text), text.length());
  }

  private SnapshotManifest.Entry executable(String path, String text) {
    return new SnapshotManifest.Entry(path, "0755", blob(text), text.length());
  }

  private InputArtifact artifact(String producer, String path, String text) {
    return new InputArtifact(path, blob(text), text.length(), "0644", producer);
  }

  private static void write(WorkFolder folder, String path, String text) throws IOException {
    Path file = folder.root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
