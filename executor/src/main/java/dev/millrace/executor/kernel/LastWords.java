package dev.millrace.executor.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a Python kernel wrote just before it crashed.
 *
 * <p>ipykernel sends what cells print five times a second, so a crash takes with it what was
 * printed since. Therefore {@code probe.py} copies every print to memory that this class shares,
 * and from which it reads what was never sent. What C code writes goes through a pipe, and leaves
 * it only after it was copied too; this class holds that pipe, and reads what was left in it when
 * the kernel died. The bytes are counted, so that each is in one of the two and never in both.
 *
 * <p>Safe for use by several threads. The code that launches a kernel closes it.
 */
public final class LastWords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  // The layout of probe.py: per stream four counts (see Head), then per stream a ring.
  private static final int HEAD = 32;
  private static final int RING = 64 << 10;

  private final Path file;
  private final FileChannel memory;
  private final Map<ProcessOutput.Stream, Pipe> pipes = new EnumMap<>(ProcessOutput.Stream.class);
  private boolean closed;

  private LastWords(Path file, FileChannel memory) {
    this.file = file;
    this.memory = memory;
  }

  /** Makes the file, with its blocks allocated: a full disk must not break the kernel's memory. */
  static LastWords in(Path folder) throws IOException {
    Path file = folder.resolve("prints");
    Files.write(file, new byte[2 * (HEAD + RING)]);
    return new LastWords(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  Path file() {
    return file;
  }

  /**
   * Holds the pipe through which the kernel takes what C code writes to a stream. Where this worker
   * may not open it, nothing is held.
   *
   * @param pid of the kernel, which lives
   * @param left the descriptor in the kernel from which it takes what was written
   * @param moved the one of the pipe to which it moves what it has taken
   */
  synchronized void hold(ProcessOutput.Stream stream, String pid, String left, String moved) {
    if (closed) {
      return;
    }
    InputStream first = null;
    try {
      first = new FileInputStream("/proc/%s/fd/%s".formatted(pid, left));
      pipes.put(
          stream, new Pipe(first, new FileInputStream("/proc/%s/fd/%s".formatted(pid, moved))));
    } catch (IOException e) {
      LOG.debug("the {} of kernel {} is not held: {}", stream, pid, e.toString());
      close(first);
    }
  }

  /**
   * What C code wrote to the stream's descriptor and the kernel did not print. To be called when
   * the kernel is gone; a second call returns what came since.
   */
  public synchronized String unread(ProcessOutput.Stream stream) {
    Pipe pipe = pipes.get(stream);
    if (pipe == null) {
      return "";
    }
    try {
      Head head = head(stream);
      long hasLeft = Math.min(head.taken(), head.moved() + pipe.moved().available());
      long printed = pipe.wasRead() ? 0 : head.taken() - hasLeft;
      // Not to the end: a child of the kernel may still hold the other end.
      byte[] left = pipe.left().readNBytes(pipe.left().available());
      pipes.put(stream, pipe.read());
      int start = (int) Math.min(printed, left.length);
      return new String(left, start, left.length - start, StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.debug("the {} of a kernel cannot be read: {}", stream, e.toString());
      return "";
    }
  }

  /** How much was printed so far. */
  public synchronized Mark mark() {
    return new Mark(
        head(ProcessOutput.Stream.STDOUT).characters(),
        head(ProcessOutput.Stream.STDERR).characters());
  }

  /**
   * What was printed and never sent. To be called when the kernel is gone.
   *
   * @param since a moment at which everything printed before was sent
   * @param received how many characters were sent since then
   * @return at most the last 64 KiB
   */
  public synchronized String unsent(ProcessOutput.Stream stream, Mark since, long received) {
    Head head = head(stream);
    long unsent = head.characters() - since.of(stream) - received;
    if (unsent <= 0) {
      return "";
    }
    String text = ring(stream, head.bytes());
    int all = text.codePointCount(0, text.length());
    return unsent >= all
        ? text
        : text.substring(text.offsetByCodePoints(text.length(), -(int) unsent));
  }

  /** Where the stream's parts stand in the file: stdout first. */
  private static int place(ProcessOutput.Stream stream) {
    return stream == ProcessOutput.Stream.STDOUT ? 0 : 1;
  }

  private Head head(ProcessOutput.Stream stream) {
    ByteBuffer head = read(place(stream) * HEAD, HEAD).order(ByteOrder.LITTLE_ENDIAN);
    return head.remaining() < HEAD
        ? new Head(0, 0, 0, 0)
        : new Head(head.getLong(), head.getLong(), head.getLong(), head.getLong());
  }

  private String ring(ProcessOutput.Stream stream, long written) {
    byte[] ring = new byte[RING];
    ByteBuffer found = read(2 * HEAD + place(stream) * RING, RING);
    found.get(ring, 0, found.remaining());
    int end = (int) (written % RING);
    byte[] text = Arrays.copyOf(ring, (int) Math.min(written, RING));
    if (written > RING) {
      System.arraycopy(ring, end, text, 0, RING - end);
      System.arraycopy(ring, 0, text, RING - end, end);
    }
    int start = 0;
    while (written > RING && start < text.length && (text[start] & 0xc0) == 0x80) {
      start++; // the rest of a character that the ring has lost
    }
    return new String(text, start, text.length - start, StandardCharsets.UTF_8);
  }

  private ByteBuffer read(int position, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      while (buffer.hasRemaining() && memory.read(buffer, position + buffer.position()) > 0) {
        // as much as there is
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read: {}", file, e.toString());
    }
    return buffer.flip();
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      for (Pipe pipe : pipes.values()) {
        close(pipe.left());
        close(pipe.moved());
      }
      pipes.clear();
      memory.close();
    } catch (IOException e) {
      LOG.debug("{} was not closed: {}", file, e.toString());
    }
  }

  private static void close(@Nullable InputStream end) {
    try {
      if (end != null) {
        end.close();
      }
    } catch (IOException e) {
      LOG.debug("the end of a pipe was not closed: {}", e.toString());
    }
  }

  /**
   * A moment in what a kernel prints.
   *
   * @param stdout characters until then
   * @param stderr characters until then
   */
  public record Mark(long stdout, long stderr) {
    long of(ProcessOutput.Stream stream) {
      return stream == ProcessOutput.Stream.STDOUT ? stdout : stderr;
    }
  }

  /**
   * What a stream was given.
   *
   * @param taken how many bytes of C code are in it
   * @param moved how many of these had left their pipe when the pipe behind it was emptied last
   */
  private record Head(long bytes, long characters, long taken, long moved) {}

  /**
   * The pipe of C code.
   *
   * @param left what the kernel has not taken, or not moved yet
   * @param moved the pipe to which it moves what it has taken, until it counts that as moved
   * @param wasRead whether this class has read from it
   */
  private record Pipe(InputStream left, InputStream moved, boolean wasRead) {
    Pipe(InputStream left, InputStream moved) {
      this(left, moved, false);
    }

    Pipe read() {
      return new Pipe(left, moved, true);
    }
  }
}
