package dev.millrace.scheduler.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way into the store: read to its end once, so that its digest and size are known
 * before a transaction begins and a slow sender holds no connection. Small content stays in memory,
 * larger content waits in a temporary file that {@link #close} deletes.
 */
final class Spool implements AutoCloseable {

  private static final int IN_MEMORY = 512 * 1024;

  private final Digest digest;
  private final long size;
  private final byte[] head;
  private final @Nullable Path file;

  private Spool(Digest digest, long size, byte[] head, @Nullable Path file) {
    this.digest = digest;
    this.size = size;
    this.head = head;
    this.file = file;
  }

  static Spool of(InputStream content) throws IOException {
    MessageDigest running = Digest.sha256();
    byte[] head = content.readNBytes(IN_MEMORY);
    running.update(head);
    if (head.length < IN_MEMORY) {
      return new Spool(Digest.finish(running), head.length, head, null);
    }
    Path file = Files.createTempFile("millrace-", ".blob");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head);
      long size = head.length + copy(content, out, running);
      return new Spool(Digest.finish(running), size, new byte[0], file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static long copy(InputStream from, OutputStream to, MessageDigest running)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long copied = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      running.update(buffer, 0, n);
      to.write(buffer, 0, n);
      copied += n;
    }
    return copied;
  }

  Digest digest() {
    return digest;
  }

  /** In bytes. */
  long size() {
    return size;
  }

  /** A pass over the content from its beginning. */
  InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(head) : Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
