package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Where;
import dev.millrace.scheduler.catalog.files.ArchiveLimits;
import dev.millrace.scheduler.catalog.files.ArchiveReader;
import dev.millrace.scheduler.catalog.files.ArchiveRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The states of projects' files. A project reads only what it brought itself: that another project
 * has the same content spares storage, not the upload, and is never told.
 */
public final class Snapshots {

  private final SnapshotRows rows;
  private final BlobStore blobs;
  private final TransactionOperations transactions;

  Snapshots(SnapshotRows rows, BlobStore blobs, TransactionOperations transactions) {
    this.rows = rows;
    this.blobs = blobs;
    this.transactions = transactions;
  }

  /**
   * Stores a snapshot once the project has brought all its contents; until then answers what is
   * missing. Repeating it is how a push ends.
   *
   * @param by who brings it, as a word for people
   * @throws InvalidInputException when a file's size is not that of its content
   */
  public Submission submit(UUID project, Manifest manifest, String by) {
    return transact(() -> store(project, manifest, by));
  }

  private Submission store(UUID project, Manifest manifest, String by) {
    Set<Digest> missing = rows.missing(project, manifest.contents());
    if (missing.isEmpty()) {
      requireSizes(manifest);
      rows.insert(project, manifest, by);
    }
    return new Submission(manifest.digest(), missing);
  }

  private void requireSizes(Manifest manifest) {
    List<Finding> wrong = new ArrayList<>();
    var sizes = rows.sizes(manifest.contents());
    for (SnapshotFile file : manifest.files()) {
      Long stored = sizes.get(file.digest());
      if (stored != null && stored != file.size()) {
        wrong.add(
            Finding.error(
                "SIZE_MISMATCH",
                "'%s' is announced with %d bytes, its content has %d"
                    .formatted(file.path(), file.size(), stored),
                Pointer.ROOT.child("files")));
      }
    }
    InvalidInputException.throwIfAny("the list of files", wrong);
  }

  /**
   * Takes one content that a snapshot of the project will need; taking it again changes nothing.
   *
   * @throws DigestMismatchException when the bytes have another digest; nothing is stored
   * @throws IOException when reading the stream fails; nothing is stored
   */
  public void putBlob(UUID project, Digest digest, InputStream content) throws IOException {
    blobs.put(content, digest);
    rows.own(project, Set.of(digest));
  }

  /**
   * Makes a snapshot of an archive: gzip-compressed tar or zip, whatever its name says.
   *
   * @param by who brings it, as a word for people
   * @throws InvalidInputException when the archive is refused; the finding names the entry
   * @throws IOException when reading the stream fails; no snapshot is stored
   */
  public Snapshot upload(UUID project, InputStream archive, String by) throws IOException {
    Path spooled = Files.createTempFile("millrace-", ".archive");
    try {
      Files.copy(archive, spooled, StandardCopyOption.REPLACE_EXISTING);
      Manifest manifest = Manifest.of(unpack(spooled));
      transact(
          () -> {
            rows.own(project, manifest.contents());
            rows.insert(project, manifest, by);
            return manifest;
          });
      return require(project, manifest.digest());
    } finally {
      Files.deleteIfExists(spooled);
    }
  }

  private List<SnapshotFile> unpack(Path archive) throws IOException {
    List<SnapshotFile> files = new ArrayList<>();
    try {
      new ArchiveReader(ArchiveLimits.STANDARD)
          .read(
              archive,
              (path, mode, content) -> {
                BlobStore.StoredBlob blob = blobs.put(content, null);
                files.add(new SnapshotFile(path, mode, blob.digest(), blob.size()));
              });
    } catch (ArchiveRefusedException e) {
      throw new InvalidInputException(
          Finding.error(
              e.reason().name(),
              e.getMessage() + e.entry().map(" (entry '%s')"::formatted).orElse(""),
              new Where(e.entry().orElse(null), 0, 0, "")));
    }
    return files;
  }

  /**
   * Gives a project a snapshot that another one has, without its contents being brought again: how
   * a state is promoted. Repeating it changes nothing.
   *
   * @param by who wants it, as a word for people
   * @throws NotFoundException when {@code from} has no snapshot of that digest
   */
  public void share(UUID from, UUID to, Digest digest, String by) {
    transact(
        () -> {
          Snapshot found = require(from, digest);
          rows.share(digest, to, by);
          return found;
        });
  }

  /** Snapshots of the project, newest first, behind {@code after} if given. */
  public List<Snapshot> list(UUID project, @Nullable Snapshot after, int limit) {
    return rows.list(project, after, limit);
  }

  /**
   * A snapshot of this project.
   *
   * @throws NotFoundException when the project has none of that digest
   */
  public Snapshot require(UUID project, Digest digest) {
    return rows.find(project, digest)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "the project has no snapshot %s".formatted(digest),
                    "bring the files to this project first"));
  }

  /**
   * All files of a snapshot, in the order of their paths.
   *
   * @throws NotFoundException when the project has none of that digest
   */
  public List<SnapshotFile> files(UUID project, Digest digest) {
    require(project, digest);
    return rows.files(digest);
  }

  /**
   * The files of a snapshot, for whoever may read it by another right than a project's, such as a
   * worker's grant.
   *
   * @return empty when there is no such snapshot
   */
  public List<SnapshotFile> files(Digest digest) {
    return rows.files(digest);
  }

  /**
   * One file of a snapshot; empty when the snapshot has none at that path. The project's right is
   * not judged.
   */
  public Optional<SnapshotFile> file(Digest snapshot, String path) {
    return rows.file(snapshot, path);
  }

  private <T> T transact(Supplier<T> work) {
    T result = transactions.execute(status -> work.get());
    return Objects.requireNonNull(result);
  }
}
