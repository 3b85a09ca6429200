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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a Python kernel wrote just before it crashed.
 *
 * <p>ipykernel sends what cells print five times a second, so a crash takes with it what was
 * printed since. Therefore {@code probe.py} copies every print to memory that this class shares,
 * and from which it reads what was never sent. What C code writes goes through pipes that the
 * kernel reads; this class holds them too, and reads what the kernel had not read when it died.
 *
 * <p>Safe for use by several threads. Whoever launches a kernel closes it.
 */
public final class LastWords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  // The layout of probe.py: per stream the bytes and characters so far, then per stream a ring.
  private static final int HEAD = 16;
  private static final int RING = 64 << 10;

  private final Path file;
  private final FileChannel memory;
  private final Map<ProcessOutput.Stream, InputStream> pipes =
      new EnumMap<>(ProcessOutput.Stream.class);
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
   * Holds the pipes through which the kernel takes what C code writes. Where this worker may not
   * open them, nothing is held.
   *
   * @param pid of the kernel, which lives
   * @param stdout the descriptor in the kernel from which it reads what was written to stdout
   * @param stderr the same for stderr
   */
  synchronized void hold(String pid, String stdout, String stderr) {
    if (!closed) {
      hold(ProcessOutput.Stream.STDOUT, pid, stdout);
      hold(ProcessOutput.Stream.STDERR, pid, stderr);
    }
  }

  private void hold(ProcessOutput.Stream stream, String pid, String descriptor) {
    try {
      pipes.put(stream, new FileInputStream("/proc/%s/fd/%s".formatted(pid, descriptor)));
    } catch (IOException e) {
      LOG.debug("the {} of kernel {} is not held: {}", stream, pid, e.toString());
    }
  }

  /**
   * What was written to the stream's descriptor and never read by the kernel. To be called when the
   * kernel is gone; a second call returns what came since.
   */
  public synchronized String unread(ProcessOutput.Stream stream) {
    InputStream pipe = pipes.get(stream);
    if (pipe == null) {
      return "";
    }
    try {
      // Not to the end: a child of the kernel may still hold the other end.
      return new String(pipe.readNBytes(pipe.available()), StandardCharsets.UTF_8);
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
    return head.remaining() < HEAD ? new Head(0, 0) : new Head(head.getLong(), head.getLong());
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
      for (InputStream pipe : pipes.values()) {
        pipe.close();
      }
      pipes.clear();
      memory.close();
    } catch (IOException e) {
      LOG.debug("{} was not closed: {}", file, e.toString());
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

  private record Head(long bytes, long characters) {}
}
