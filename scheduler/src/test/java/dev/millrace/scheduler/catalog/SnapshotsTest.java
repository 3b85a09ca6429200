package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.scheduler.catalog.files.FileMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SnapshotsTest {

  private final CatalogHouse house = CatalogHouse.shared();
  private final Snapshots snapshots = house.part(Snapshots.class);
  private final UUID project = house.project();

  @Test
  void aSnapshotIsStoredOnceAllItsContentsAreThere() {
    String unique = UUID.randomUUID().toString();
    Manifest manifest = CatalogHouse.manifest("a.txt", unique, "b/c.txt", unique + "2");

    Submission first = snapshots.submit(project, manifest, "ann");
    assertThat(first.missing()).hasSize(2);
    assertThatThrownBy(() -> snapshots.require(project, manifest.digest()))
        .isInstanceOf(NotFoundException.class);

    house.putBlob(project, unique);
    assertThat(snapshots.submit(project, manifest, "ann").missing())
        .containsExactly(Digest.of(CatalogHouse.bytes(unique + "2")));

    house.putBlob(project, unique + "2");
    assertThat(snapshots.submit(project, manifest, "ann").complete()).isTrue();
    assertThat(snapshots.files(project, manifest.digest())).isEqualTo(manifest.files());
    assertThat(snapshots.submit(project, manifest, "ann").complete()).isTrue();
  }

  @Test
  void whatAnotherProjectHasIsMissingHereAndItsSnapshotIsNotReadable() {
    String secret = UUID.randomUUID().toString();
    Digest theirs = house.push(project, "secret.txt", secret);
    UUID other = house.project();

    Submission probe = snapshots.submit(other, CatalogHouse.manifest("secret.txt", secret), "eve");

    assertThat(probe.missing()).containsExactly(Digest.of(CatalogHouse.bytes(secret)));
    assertThatThrownBy(() -> snapshots.files(other, theirs)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void theDigestDependsOnPathModeAndContentAndNotOnTheOrder() {
    SnapshotFile a = new SnapshotFile("a", FileMode.REGULAR, Digest.of(new byte[] {1}), 1);
    SnapshotFile b = new SnapshotFile("b", FileMode.REGULAR, Digest.of(new byte[] {2}), 1);
    SnapshotFile executable = new SnapshotFile("b", FileMode.EXECUTABLE, b.digest(), 1);

    assertThat(Manifest.of(List.of(a, b)).digest()).isEqualTo(Manifest.of(List.of(b, a)).digest());
    assertThat(Manifest.of(List.of(a, executable)).digest())
        .isNotEqualTo(Manifest.of(List.of(a, b)).digest());
    assertThat(Manifest.of(List.of(a)).digest())
        .isEqualTo(Digest.of(CatalogHouse.bytes("0644 " + a.digest() + " a\n")));
  }

  @Test
  void everyBadPathOfAListIsNamedAtOnce() {
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                CatalogHouse.manifest("ok", "1", "../x", "1", "/abs", "1", "OK", "1", "con", "1"));

    assertThat(refused.findings())
        .extracting(finding -> finding.where().pointer())
        .containsExactly("/files/1/path", "/files/2/path", "/files/3/path", "/files/4/path");
    assertThat(refused.findings()).allMatch(finding -> finding.code().equals("PATH_RULE"));
  }

  @Test
  void aSizeThatIsNotTheContentsIsRefused() {
    byte[] content = CatalogHouse.bytes("four");
    house.putBlob(project, "four");
    Manifest lying =
        Manifest.of(List.of(new SnapshotFile("a", FileMode.REGULAR, Digest.of(content), 5)));

    assertThatThrownBy(() -> snapshots.submit(project, lying, "ann"))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("SIZE_MISMATCH"));
  }

  @Test
  void tooManyFilesAreRefused() {
    List<SnapshotFile> files = new ArrayList<>();
    for (int i = 0; i <= Manifest.MAX_FILES; i++) {
      files.add(new SnapshotFile("f" + i, FileMode.REGULAR, Digest.of(new byte[0]), 0));
    }
    assertThatThrownBy(() -> Manifest.of(files)).isInstanceOf(TooLargeException.class);
  }

  @Test
  void anArchiveBecomesTheSnapshotThatItsFilesWouldBe() throws IOException {
    Manifest expected = CatalogHouse.manifest("dags/a.yaml", "x: 1", "n.ipynb", "{}");
    byte[] zip = zip("n.ipynb", "{}", "dags/a.yaml", "x: 1");

    Snapshot snapshot = snapshots.upload(project, new ByteArrayInputStream(zip), "ann");

    assertThat(snapshot.digest()).isEqualTo(expected.digest());
    assertThat(snapshot.fileCount()).isEqualTo(2);
    assertThat(snapshots.files(project, snapshot.digest())).isEqualTo(expected.files());
    assertThat(snapshots.list(project, null, 10))
        .extracting(Snapshot::digest)
        .containsExactly(snapshot.digest());
  }

  @Test
  void aHostileArchiveLeavesNoSnapshotAndNamesItsEntry() throws IOException {
    byte[] zip = zip("ok.txt", "1", "../../evil", "2");

    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> snapshots.upload(project, new ByteArrayInputStream(zip), "ann"));

    assertThat(refused.code()).isEqualTo("ARCHIVE_SLIP");
    assertThat(refused).hasMessageContaining("../../evil");
    assertThat(snapshots.list(project, null, 10)).isEmpty();
  }

  private static byte[] zip(String... pathsAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < pathsAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(pathsAndContents[i]));
        zip.write(CatalogHouse.bytes(pathsAndContents[i + 1]));
      }
    }
    return bytes.toByteArray();
  }
}
