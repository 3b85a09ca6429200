package dev.millrace.scheduler.catalog;

import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;

/** Reads content chunk by chunk; between two chunks it holds neither a connection nor a cursor. */
final class ChunkInputStream extends InputStream {

  private final int chunkBytes;
  private final IntFunction<byte[]> chunks;
  private long remaining;
  private int nextChunk;
  private byte[] current = new byte[0];
  private int position;

  /**
   * @param size of the whole content, in bytes
   * @param chunkBytes size of each chunk but the last, in bytes
   * @param chunks answers the chunk of a number, from 0; asked for as many as are read
   */
  ChunkInputStream(long size, int chunkBytes, IntFunction<byte[]> chunks) {
    this.remaining = size;
    this.chunkBytes = chunkBytes;
    this.chunks = chunks;
  }

  @Override
  public int read() {
    return fill() ? take() : -1;
  }

  private int take() {
    remaining--;
    return current[position++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, current.length - position);
    System.arraycopy(current, position, into, offset, n);
    position += n;
    remaining -= n;
    return n;
  }

  /** Chunks that are skipped whole are not read. */
  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, remaining);
    long beyond = skipped - (current.length - position);
    remaining -= skipped;
    if (beyond <= 0) {
      position += (int) skipped;
      return skipped;
    }
    nextChunk += (int) (beyond / chunkBytes);
    current = remaining == 0 ? new byte[0] : chunks.apply(nextChunk++);
    position = remaining == 0 ? 0 : (int) (beyond % chunkBytes);
    return skipped;
  }

  /** Makes sure that a byte is at hand. @return false at the end of the content */
  private boolean fill() {
    if (remaining == 0) {
      return false;
    }
    if (position == current.length) {
      current = chunks.apply(nextChunk++);
      position = 0;
    }
    return true;
  }
}
