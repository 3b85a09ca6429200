package dev.millrace.scheduler.catalog;

import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;

/** Reads content chunk by chunk; between two chunks it holds neither a connection nor a cursor. */
final class ChunkInputStream extends InputStream {

  private final IntFunction<byte[]> chunks;
  private long remaining;
  private int nextChunk;
  private byte[] current = new byte[0];
  private int position;

  /**
   * @param size of the whole content, in bytes
   * @param chunks answers the chunk of a number, from 0; asked for as many as {@code size} needs
   */
  ChunkInputStream(long size, IntFunction<byte[]> chunks) {
    this.remaining = size;
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
