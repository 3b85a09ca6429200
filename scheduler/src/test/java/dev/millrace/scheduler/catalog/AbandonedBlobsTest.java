package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contents that nothing refers to go after a day, and no push notices. */
@Tag("slow")
class AbandonedBlobsTest {
  private static final int ROUNDS = 60;

  private final CatalogHouse house = CatalogHouse.shared();
  private final BlobStore blobs = house.part(BlobStore.class);
  private final AbandonedBlobs abandoned = house.part(AbandonedBlobs.class);
  private final Snapshots snapshots = house.part(Snapshots.class);
  private final UUID project = house.project();

  @Test
  void theyKnowEveryTableThatRefersToABlob() {
    assertThat(
            house
                .sql()
                .sql(
                    """
                    SELECT conrelid::regclass::text FROM pg_constraint
                     WHERE confrelid = 'blob'::regclass AND conparentid = 0
                    """)
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder(
            "blob_chunk", "project_blob", "upload", "snapshot_file", "artifact", "attempt");
  }

  @Test
  void whatNothingRefersToIsDeletedAfterADay() throws Exception {
    Digest old = put("old " + UUID.randomUUID());
    Digest young = put("young " + UUID.randomUUID());
    String ofAPush = "push " + UUID.randomUUID();
    Digest used = house.push(project, "a.txt", ofAPush);
    String unfinished = "unfinished " + UUID.randomUUID();
    house.putBlob(project, unfinished);
    age(old);
    age(Digest.of(CatalogHouse.bytes(ofAPush)));
    age(Digest.of(CatalogHouse.bytes(unfinished)));

    sweepAll();

    assertThat(blobs.exists(old)).isFalse();
    assertThat(blobs.exists(young)).isTrue();
    assertThat(blobs.exists(Digest.of(CatalogHouse.bytes(unfinished)))).isFalse();
    assertThat(blobs.exists(Digest.of(CatalogHouse.bytes(ofAPush)))).isTrue();
    assertThat(snapshots.files(project, used)).hasSize(1);
  }

  @Test
  void aContentThatIsSentAgainWhileItIsDeletedIsThereAfterwards() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String content = "again " + UUID.randomUUID();
      Digest digest = put(content);
      age(digest);
      List<Future<?>> both =
          atOnce(this::sweepAll, () -> house.putBlob(project, content), this::sweepAll);
      for (Future<?> one : both) {
        one.get(60, TimeUnit.SECONDS);
      }
      try (InputStream back = blobs.open(digest)) {
        assertThat(back.readAllBytes()).isEqualTo(CatalogHouse.bytes(content));
      }
    }
  }

  @Test
  void aSnapshotThatIsMadeWhileItsContentsAreDeletedHasThemOrTellsThatTheyAreMissing()
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String content = "held " + UUID.randomUUID();
      house.putBlob(project, content);
      age(Digest.of(CatalogHouse.bytes(content)));
      Manifest manifest = CatalogHouse.manifest("a.txt", content);
      List<Submission> answers = new ArrayList<>();
      List<Future<?>> both =
          atOnce(
              this::sweepAll,
              () -> answers.add(snapshots.submit(project, manifest, "ann")),
              this::sweepAll);
      for (Future<?> one : both) {
        one.get(60, TimeUnit.SECONDS);
      }
      if (answers.getFirst().complete()) {
        assertThat(blobs.exists(Digest.of(CatalogHouse.bytes(content)))).isTrue();
      } else {
        house.putBlob(project, content);
        assertThat(snapshots.submit(project, manifest, "ann").complete()).isTrue();
      }
    }
  }

  private Digest put(String content) throws Exception {
    return blobs.put(new ByteArrayInputStream(CatalogHouse.bytes(content)), null).digest();
  }

  /** Makes the content two days old. */
  private void age(Digest digest) {
    for (String table : List.of("blob", "project_blob")) {
      house
          .sql()
          .sql(
              "UPDATE %s SET created_at = millrace_now() - interval '2 days' WHERE digest = :digest"
                  .formatted(table))
          .param("digest", digest.hex())
          .update();
    }
  }

  private void sweepAll() {
    Integer rows = house.sql().sql("SELECT count(*) FROM blob").query(Integer.class).single();
    // Twice through all: what a project gives up in one page may be in a page that was just read.
    for (int page = 0; page < 2 * (rows / 100 + 2); page++) {
      abandoned.sweep();
    }
  }

  private static List<Future<?>> atOnce(Runnable... all) {
    List<Future<?>> running = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(all.length);
    try (ExecutorService threads = Executors.newFixedThreadPool(all.length)) {
      for (Runnable one : all) {
        running.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  one.run();
                  return null;
                }));
      }
    }
    return running;
  }
}
