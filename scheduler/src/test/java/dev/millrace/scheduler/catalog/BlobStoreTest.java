package dev.millrace.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobStoreTest {

  private final CatalogHouse house = CatalogHouse.shared();
  private final BlobStore blobs = house.part(BlobStore.class);

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        PostgresBlobStore.CHUNK_BYTES - 1,
        PostgresBlobStore.CHUNK_BYTES,
        PostgresBlobStore.CHUNK_BYTES + 1,
        3 * PostgresBlobStore.CHUNK_BYTES
      })
  void contentComesBackAsItWasPut(int size) throws IOException {
    byte[] content = noise(size);

    BlobStore.StoredBlob stored = blobs.put(new ByteArrayInputStream(content), null);

    assertThat(stored).isEqualTo(new BlobStore.StoredBlob(Digest.of(content), size));
    assertThat(blobs.size(stored.digest())).hasValue(size);
    try (InputStream back = blobs.open(stored.digest())) {
      assertThat(back.readAllBytes()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        PostgresBlobStore.CHUNK_BYTES - 10,
        PostgresBlobStore.CHUNK_BYTES,
        2 * PostgresBlobStore.CHUNK_BYTES + 5,
        3 * PostgresBlobStore.CHUNK_BYTES
      })
  void contentIsReadFromAnyOfItsBytes(int skipped) throws IOException {
    byte[] content = noise(3 * PostgresBlobStore.CHUNK_BYTES);
    Digest digest = blobs.put(new ByteArrayInputStream(content), null).digest();
    try (InputStream back = blobs.open(digest)) {
      int first = back.readNBytes(Math.min(skipped, 7)).length;
      back.skipNBytes(skipped - first);
      assertThat(back.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(content, skipped, content.length));
    }
  }

  @Test
  void contentWithAnotherDigestThanAnnouncedIsNotStored() {
    byte[] content = noise(1000);
    Digest announced = Digest.of(noise(1001));

    assertThatThrownBy(() -> blobs.put(new ByteArrayInputStream(content), announced))
        .isInstanceOf(DigestMismatchException.class);
    assertThat(blobs.missing(List.of(announced, Digest.of(content))))
        .containsExactly(announced, Digest.of(content));
  }

  @Test
  void putsOfOneContentAtTheSameTimeStoreItOnce() throws Exception {
    byte[] content = noise(2 * PostgresBlobStore.CHUNK_BYTES + 7);
    List<Callable<BlobStore.StoredBlob>> puts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      puts.add(() -> blobs.put(new ByteArrayInputStream(content), Digest.of(content)));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<BlobStore.StoredBlob> put : threads.invokeAll(puts)) {
        assertThat(put.get().size()).isEqualTo(content.length);
      }
    }

    assertThat(
            house
                .sql()
                .sql("SELECT count(*) FROM blob_chunk WHERE digest = ?")
                .param(Digest.of(content).hex())
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void aSenderThatBreaksOffLeavesNothing() {
    byte[] content = noise(2 * PostgresBlobStore.CHUNK_BYTES);
    InputStream breaking =
        new SequenceInputStream(
            new ByteArrayInputStream(content),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });

    assertThatThrownBy(() -> blobs.put(breaking, null)).hasMessage("connection reset");
    assertThat(blobs.exists(Digest.of(content))).isFalse();
  }

  @Test
  void whatIsNotStoredCannotBeOpened() {
    assertThatThrownBy(() -> blobs.open(Digest.of(noise(1002))))
        .isInstanceOf(BlobNotFoundException.class);
  }

  private static byte[] noise(int size) {
    byte[] content = new byte[size];
    new Random(ThreadLocalRandom.current().nextLong()).nextBytes(content);
    return content;
  }
}
