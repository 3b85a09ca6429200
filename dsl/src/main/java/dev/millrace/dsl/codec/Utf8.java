package dev.millrace.dsl.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes UTF-8 strictly and tells where it is none. */
final class Utf8 {
  /**
   * What became of the bytes.
   *
   * @param text null when they are not UTF-8
   * @param flawAt the offset of the first byte that is not UTF-8; meaningless when there is a text
   */
  record Decoded(@Nullable String text, int flawAt) {}

  private Utf8() {}

  static Decoded decode(byte[] bytes) {
    // UTF-16 of plain English is valid UTF-8 with a NUL in every second byte; a definition never
    // holds a NUL.
    for (int i = 0; i < Math.min(bytes.length, 2); i++) {
      if (bytes[i] == 0) {
        return new Decoded(null, i);
      }
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    return result.isError()
        ? new Decoded(null, in.position())
        : new Decoded(out.flip().toString(), 0);
  }
}
